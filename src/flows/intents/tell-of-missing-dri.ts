import { subjectOf } from '../../domain/decide/decision.ts';
import { readNow } from '../read-now.ts';
import { reviewsChannel } from '../reviews-channel.ts';
import { earlierSend, sendOnce } from '../send-once.ts';
import type { Performer } from './performer.ts';

/** How a message was sent that names nothing: it may stay where it is, whatever becomes confidential. */
export const anonymous = 'anonymous';

/** Tells the reviews channel that a review has no owner; of a confidential one, that there is one, and no more. */
export const tellOfMissingDri: Performer<'tell-of-missing-dri'> = async (body, claimed, deps) => {
  const { slack, storage, templates } = deps;
  const { incident, generation } = body;
  if (!slack || deps.policy().slack === null) return { note: 'Slack is off' };
  const row = await storage.reviewOf(incident);
  if (!row?.issue || row.generation !== generation) return { note: 'the review is another one by now' };
  const mentioned = { event: { kind: 'review.mentioned', incident, key: claimed.key } } as const;
  const earlier = await earlierSend(claimed.key, slack, deps);
  if (earlier?.state === 'sent') return { ...mentioned, note: 'an earlier attempt had said it' };
  if (earlier) return { note: 'nobody knows whether it was said, or it was taken back' };
  if (row.announcement?.where?.rung === 'reviews-channel') return { note: 'the announcement there said it' };

  const now = await readNow(row, claimed, deps);
  if (now === null || now.review.state === 'closed') return { note: 'the review is closed or gone' };
  const { review, hidden } = now;
  const [owner] = review.assignees;
  if (owner) return { note: `${owner.username} owns it by now` };
  const { title, url, dueDate, iid } = review;
  const message = templates.missingDri(hidden ? null : { title, url, reference: `#${iid}`, dueDate });
  const where = await reviewsChannel(slack, deps);
  const about = subjectOf(incident);
  const via = hidden ? anonymous : 'reviews-channel';
  await sendOnce({ ...where, key: claimed.key, about, via, message }, claimed, slack, deps);
  return { ...mentioned, note: `told ${where.place}` };
};
