import { mustHide } from '../../domain/decide/make-confidential.ts';
import { Problem } from '../../domain/problems.ts';
import type { Performer } from './performer.ts';

/** Puts the review among the bookmarks of the incident's channel, where the scope allows it. */
export const bookmarkReview: Performer<'bookmark-review'> = async ({ incident, channel }, _claimed, deps) => {
  const { slack, storage, gitlab } = deps;
  if (!slack) return { note: 'Slack is off' };
  const row = await storage.reviewOf(incident);
  if (!row?.issue) return { note: 'there is no review any more' };
  const { project, iid } = row.issue;
  const [review, now] = await Promise.all([
    gitlab.issue({ project, iid }),
    gitlab.issue({ project: row.snapshot.project.id, iid: row.snapshot.iid }),
  ]);
  if (review.confidential || mustHide({ ...row, snapshot: now }))
    return { note: 'it is confidential by now' };
  try {
    const title = 'Incident Review';
    return { note: await slack.ensureBookmark(channel, { title, link: review.url }) };
  } catch (error) {
    // A courtesy: a channel that is closed meanwhile, or full of bookmarks, is no reason for a person to look.
    if (error instanceof Problem && (error.code === 'slack-closed' || error.code === 'slack-refused')) {
      return { note: error.message };
    }
    throw error;
  }
};
