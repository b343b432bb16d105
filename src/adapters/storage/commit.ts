import type { Commit } from '../../ports/storage.ts';
import { endDeliveries } from './deliveries.ts';
import { prepareEvidence, writeEvidence } from './evidence.ts';
import { addIntents, prepareIntent, settleIntent } from './intents.ts';
import { prepareReview, writeReview } from './reviews.ts';
import type { Tx } from './schema.ts';
import { writeOverwritten } from './text-writes.ts';

/**
 * Makes the job that writes a commit. The documents are checked and made into text here, before the job
 * shares a transaction. The review goes first: a conflict is found by the first statement, so it leaves
 * no trace and needs no savepoint.
 */
export function prepareCommit(commit: Commit): (tx: Tx) => Promise<'committed' | 'conflict'> {
  const { at, delivery, intent, overwritten } = commit;
  const review = commit.review === undefined ? null : prepareReview(commit.review);
  const evidence = commit.evidence ? prepareEvidence(commit.evidence.incident, commit.evidence.read) : [];
  const intents = (commit.intents ?? []).map(prepareIntent);
  return async (tx) => {
    if (review !== null && (await writeReview(tx, review)) === 'conflict') return 'conflict';
    await writeEvidence(tx, evidence);
    if (overwritten !== undefined) await writeOverwritten(tx, overwritten.write, overwritten.previous);
    await addIntents(tx, intents, at);
    if (delivery !== undefined) await endDeliveries(tx, [delivery], at);
    if (intent !== undefined) await settleIntent(tx, intent, at);
    return 'committed';
  };
}
