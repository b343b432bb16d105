import { Problem, problems } from '../../domain/problems.ts';
import type { Performer } from './performer.ts';

/** Asks where the announcement can be looked at. It is evidence, and no more: what Slack refuses is left. */
export const linkAnnouncement: Performer<'link-announcement'> = async (
  { incident, channel, ts },
  _claimed,
  { slack },
) => {
  if (!slack) return { note: 'Slack is off' };
  try {
    const permalink = await slack.permalink({ channel, ts });
    return { event: { kind: 'announcement.linked', incident, ts, permalink } };
  } catch (error) {
    if (!(error instanceof Problem) || problems[error.code].again) throw error;
    return { note: error.message };
  }
};
