import type { Step } from '../domain/announcement.ts';
import { mayRead } from '../domain/may-read.ts';
import type { Person } from '../domain/words.ts';
import type { IssueWithText } from '../ports/gitlab.ts';
import type { Slack } from '../ports/slack.ts';
import type { Deps } from './deps.ts';
import { slackUserOf } from './slack-user-of.ts';

/** `place` is for people, `channel` for Slack: an id, or a name with `#`. */
export type AnnouncementPlace = { place: string; channel: string } | { place: string; because: string };

type About = { incident: IssueWithText; review: IssueWithText; dri: Person | null };

/** Where a rung of the ladder leads to right now, or why nowhere. */
export async function announcementPlace(
  step: Step,
  about: About,
  slack: Slack,
  deps: Deps,
): Promise<AnnouncementPlace> {
  if (step.rung === 'dri') return directPlace(about, slack, deps);
  if (step.from === 'name') return { place: step.channel, channel: step.channel };
  const found = await slack.channel(step.channel);
  if (found === null) return { place: step.channel, because: 'the bot cannot see it' };
  const place = `#${found.name}`;
  if (found.archived) return { place, because: 'it is archived' };
  // The link was written by whoever may edit the incident; other companies shall not read along.
  if (found.external) return { place, because: 'it is shared with another workspace' };
  return { place, channel: found.id };
}

/** Only to whom GitLab, at this moment, shows both the incident and the review. */
async function directPlace(
  { incident, review, dri }: About,
  slack: Slack,
  deps: Deps,
): Promise<AnnouncementPlace> {
  if (dri === null) return { place: 'nobody', because: 'nobody is assigned' };
  const place = `@${dri.username}`;
  const user = await slackUserOf(dri.username, slack, deps);
  if ('because' in user) return { place, because: user.because };
  for (const issue of [incident, review]) {
    const { id } = issue.project;
    const [project, accessLevel] = await Promise.all([
      deps.gitlab.project(id),
      deps.gitlab.accessOf(id, dri.id),
    ]);
    if (mayRead(issue, { id: dri.id, accessLevel }, project.visibility)) continue;
    return {
      place,
      because: `they may not read ${issue === review ? 'the review' : 'the incident'} in GitLab`,
    };
  }
  return { place, channel: await slack.openDirect(user.id) };
}
