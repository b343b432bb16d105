import { tokenWarning } from '../../domain/warn-operators.ts';
import type { ReconcileParts } from './parts.ts';
import { warnOperators } from './warn.ts';

/** Warns of a token that is about to end. */
export async function watchToken({ access, deps, sayOnce }: ReconcileParts): Promise<void> {
  const warning = tokenWarning(await access.token(), deps.clock.now());
  if (warning === null || warning.body.kind !== 'warn-operators') return;
  sayOnce(warning.key, { ...warning.body.warning }, 'the GitLab token is about to end');
  await warnOperators(warning, deps);
}
