import { readCommentMark } from '../../domain/mark.ts';
import { severityOf } from '../../domain/severity.ts';
import { ensureCertain } from '../certain.ts';
import { ourUsers } from '../our-users.ts';
import type { Performer } from './performer.ts';

/**
 * Says one thing once on an incident. Our own comment is always looked for first: an attempt with unknown outcome may
 * have written it, or we did before a database was lost, or before the incident was moved, which takes it along.
 */
export const commentOnIncident: Performer<'comment-on-incident'> = async (body, claimed, deps) => {
  const { incident, at, topic, values } = body;
  const { gitlab, storage, templates } = deps;
  const review = await storage.reviewOf(incident);
  const settled = topic === 'severity-unknown' && review !== null && severityOf(review.snapshot) !== null;
  if (settled || (topic === 'waiver-reason' && review?.standing !== 'waived'))
    return { note: 'no longer needed' };
  const address = { project: at.project, iid: at.iid };
  const ours = await ourUsers(deps);
  const notes = await gitlab.notes(address);
  const said = notes.some(
    (note) => ours.includes(note.author.id) && readCommentMark(note.body)?.topic === topic,
  );
  if (said) return { note: 'it was said before' };
  ensureCertain(claimed, deps);
  await gitlab.addNote(address, templates.comment(topic, values, incident));
  return {};
};
