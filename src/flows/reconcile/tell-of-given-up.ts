import { protects } from '../../domain/intents.ts';
import type { Deps } from '../deps.ts';
import { reviewsChannel } from '../reviews-channel.ts';
import { sayOnce } from '../send-once.ts';
import type { Attempts } from './attempts.ts';

/** Tells the reviews channel, once for each, of what was given up although it protects a review. */
export async function tellOfGivenUp(attempt: Attempts['attempt'], deps: Deps): Promise<void> {
  const { slack, storage, templates } = deps;
  if (slack === null || deps.policy().slack === null) return;
  for (const { id, what, key, problem } of await storage.parked()) {
    if (!protects(what)) continue;
    await attempt(`telling of ${id}`, null, async () => {
      const where = await reviewsChannel(slack, deps);
      const message = templates.warning({ about: 'given-up', what, id, problem });
      const send = { ...where, key: `given-up:${key}`, about: null, via: 'reviews-channel', message };
      await sayOnce(send, slack, deps);
    });
  }
}
