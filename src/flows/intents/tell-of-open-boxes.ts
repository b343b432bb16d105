import { readCommentMark } from '../../domain/mark.ts';
import { Problem, problems } from '../../domain/problems.ts';
import { ensureCertain } from '../certain.ts';
import { orNull } from '../or-null.ts';
import { ourUsers } from '../our-users.ts';
import type { Performer } from './performer.ts';

/**
 * A review was closed with boxes open: one note says which, the configured label is set, and where it is configured it is
 * opened again, last of all, so that whoever sees it open sees why. The label goes first, since setting it twice is once;
 * our note is looked for before it is written. A label that is refused keeps nobody from being told.
 */
export const tellOfOpenBoxes: Performer<'tell-of-open-boxes'> = async (body, claimed, deps) => {
  const { incident, closedAt, text, reopens } = body;
  const { gitlab, storage, policy } = deps;
  const row = await storage.reviewOf(incident);
  if (row?.issue == null || row.standing !== 'closed') return { note: 'the review is open again' };
  const address = { project: row.issue.project, iid: row.issue.iid };
  const { closeLabel } = policy().guidelines;
  const ours = await ourUsers(deps);
  const notes = await orNull(() => gitlab.newestNotes(address));
  if (notes === null) return { note: 'the review is gone' };
  const refused =
    closeLabel === null
      ? null
      : await refusalOf(() => gitlab.changeIssue(address, { addLabels: [closeLabel] }));
  const isSaid = notes.some(
    ({ author, body: said, at }) =>
      ours.includes(author.id) && at >= closedAt && readCommentMark(said)?.topic === 'closed-with-boxes-open',
  );
  if (!isSaid) {
    ensureCertain(claimed, deps);
    await gitlab.addNote(address, text);
  }
  if (reopens) await gitlab.changeIssue(address, { reopen: true });
  if (refused !== null) throw refused;
  return { note: `it was closed with boxes open${reopens ? ', and is open again' : ''}` };
};

/** Why GitLab does not do it, however often it is asked; null: it did. */
async function refusalOf(change: () => Promise<unknown>): Promise<Problem | null> {
  try {
    await change();
    return null;
  } catch (error) {
    if (!(error instanceof Problem) || problems[error.code].again) throw error;
    return error;
  }
}
