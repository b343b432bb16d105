import { mustHide } from '../../domain/decide/make-confidential.ts';
import { earlierSend, sendOnce } from '../send-once.ts';
import type { Performer } from './performer.ts';

/** How a message was sent that names nothing: it may stay where it is, whatever becomes confidential. */
export const anonymous = 'anonymous';

/** Tells the reviews channel that a review has no owner; of a confidential one, that there is one, and no more. */
export const tellOfMissingDri: Performer<'tell-of-missing-dri'> = async (body, claimed, deps) => {
  const { slack, gitlab, storage, templates } = deps;
  const { slack: channels } = deps.policy();
  if (!slack || channels === null) return { note: 'Slack is off' };
  const row = await storage.reviewOf(body.incident);
  if (!row?.issue || row.issue.iid !== body.review.iid) return { note: 'the review is another one by now' };
  const earlier = await earlierSend(claimed.key, slack, deps);
  if (earlier)
    return {
      note: earlier.state === 'sent' ? 'an earlier attempt had said it' : 'nobody knows whether it was said',
    };
  if (row.announcement?.where?.rung === 'reviews-channel') return { note: 'the announcement there said it' };
  const [incident, review] = await Promise.all([
    gitlab.issue({ project: body.at.project, iid: body.at.iid }),
    gitlab.issue(body.review),
  ]);
  if (review.assignees.length > 0) return { note: `${review.assignees[0]?.username} owns it by now` };
  if (review.state === 'closed') return { note: 'the review is closed' };
  const hidden = review.confidential || mustHide({ ...row, snapshot: incident });
  const message = templates.missingDri(
    hidden
      ? null
      : { title: review.title, url: review.url, reference: `#${review.iid}`, dueDate: review.dueDate },
  );
  const to = channels.reviewsChannel;
  await sendOnce(
    { key: claimed.key, to, via: hidden ? anonymous : 'reviews-channel', message },
    claimed,
    slack,
    deps,
  );
  return { note: `told ${to}` };
};
