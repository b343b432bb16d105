import type { Intent } from '../../domain/intents.ts';
import type { Deps } from '../deps.ts';

/** Sees to it that the reviews channel is told, once. Without Slack the log alone knows. */
export async function warnOperators(
  warning: Intent,
  { storage, clock, policy, onIntents }: Deps,
): Promise<void> {
  if (policy().slack === null) return;
  await storage.commit({ at: clock.now(), intents: [warning] });
  onIntents();
}
