import { isSameText } from '../../domain/as-stored.ts';
import { restore } from '../../domain/restore/restore.ts';
import { reviewNow } from '../read-now.ts';
import { isTaken, writeText } from '../write-text.ts';
import type { Performer } from './performer.ts';

/**
 * A text of ours took the place of one that a person had written in the moment between our reading and our writing: both
 * are brought together with what stands there now. Whether the review is closed by now does not count. Repeated, it
 * finds nothing to write.
 */
export const restoreEdit: Performer<'restore-edit'> = async ({ incident, write }, claimed, deps) => {
  const row = await deps.storage.reviewOf(incident);
  const [first, ...later] = await deps.storage.textWritesSince(incident, write);
  if (first?.id !== write || first.previous === null) return { note: 'the text is not kept any more' };
  const review = row && (await reviewNow(row, claimed, deps));
  if (row === null || review === null) return { note: 'the review is gone' };
  const { description: now } = review;
  const text = restore({ first, later, previous: first.previous, now });
  if (isSameText(text, now)) return { note: 'nothing of it is missing' };
  if (!isTaken(text)) return { note: 'the review is too long for it; GitLab keeps its versions' };
  await writeText(row, review, { text, restores: write }, deps);
  return { note: "a person's edit was overwritten and is restored" };
};
