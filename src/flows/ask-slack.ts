import type { Answer } from '../domain/doctor/check.ts';
import type { SlackState } from '../domain/doctor/facts.ts';
import { isMapped } from '../domain/doctor/slack-people.ts';
import type { Policy } from '../domain/policy.ts';
import type { ProblemCode } from '../domain/problems.ts';
import type { SlackUser } from '../domain/slack-facts.ts';
import type { Slack } from '../ports/slack.ts';
import type { SlackDoctor } from '../ports/slack-doctor.ts';
import { ask } from './ask.ts';

/** Slack as `doctor` sees it. */
export type SlackPatient = Pick<SlackState, 'delivery' | 'scopes'> & {
  api: SlackDoctor & Pick<Slack, 'user' | 'userByEmail'>;
};

/** After these every further answer would be the same. */
const outOfReach: ProblemCode[] = [
  'slack-unreachable',
  'slack-broken-off',
  'slack-unavailable',
  'slack-unreadable',
];

export async function askSlack(
  { delivery, scopes, api }: SlackPatient,
  policy: Pick<Policy, 'people'> | null,
): Promise<SlackState> {
  const identity = await ask(() => api.whoAmI());
  const known = { delivery, scopes, identity };
  if ('problem' in identity && outOfReach.includes(identity.problem)) {
    return { ...known, socket: null, rest: null };
  }
  // The app token is another one, and may be well although the bot token is not.
  const socket = delivery === 'socket' ? await ask(() => api.socketWorks().then(() => null)) : null;
  if ('problem' in identity) return { ...known, socket, rest: null };
  const clockSkewMs = await ask(() => api.clockSkewMs());
  const channels = await ask(() => api.channels());
  const members = new Map<string, Answer<SlackUser | null>>();
  // One after another: Slack limits how many are asked for in a minute, and there may be many.
  for (const colleague of (policy?.people ?? []).filter(isMapped)) {
    const { gitlab, slack, email } = colleague;
    const answer = await ask(() => (slack === null ? api.userByEmail(email ?? '') : api.user(slack)));
    members.set(gitlab.toLowerCase(), answer);
  }
  return { ...known, socket, rest: { clockSkewMs, channels, members } };
}
