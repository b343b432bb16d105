import { readCommentMark } from '../../domain/mark.ts';
import { ensureCertain } from '../certain.ts';
import { orNull } from '../or-null.ts';
import { ourUsers } from '../our-users.ts';
import type { Performer } from './performer.ts';

/**
 * A review was closed with boxes open: one note says which, and the configured label is set. Nobody opens it again for
 * that. The label goes first, since setting it twice is once; our note is looked for before.
 */
export const tellOfOpenBoxes: Performer<'tell-of-open-boxes'> = async (body, claimed, deps) => {
  const { incident, closedAt, text } = body;
  const { gitlab, storage, policy } = deps;
  const row = await storage.reviewOf(incident);
  if (row?.issue == null || row.standing !== 'closed') return { note: 'the review is open again' };
  const address = { project: row.issue.project, iid: row.issue.iid };
  const { closeLabel } = policy().guidelines;
  const ours = await ourUsers(deps);
  const notes = await orNull(() => gitlab.newestNotes(address));
  if (notes === null) return { note: 'the review is gone' };
  if (closeLabel !== null) await gitlab.changeIssue(address, { addLabels: [closeLabel] });
  const isSaid = notes.some(
    ({ author, body: said, at }) =>
      ours.includes(author.id) && at >= closedAt && readCommentMark(said)?.topic === 'closed-with-boxes-open',
  );
  if (isSaid) return { note: 'it was said before' };
  ensureCertain(claimed, deps);
  await gitlab.addNote(address, text);
  return { note: 'it was closed with boxes open' };
};
