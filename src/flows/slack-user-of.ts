import type { Colleague } from '../domain/policy.ts';
import type { Slack, SlackUser } from '../ports/slack.ts';
import type { Deps } from './deps.ts';

/** What the configuration says of somebody, by GitLab username. */
function colleagueOf(username: string, { policy }: Pick<Deps, 'policy'>): Colleague | null {
  const wanted = username.toLowerCase();
  return policy().people.find(({ gitlab }) => gitlab.toLowerCase() === wanted) ?? null;
}

/**
 * Who somebody is in Slack, by member id or e-mail of the configuration; or why nobody can be written to.
 * A direct message to a deactivated member would succeed and be read by nobody.
 */
export async function slackUserOf(
  username: string,
  slack: Slack,
  deps: Pick<Deps, 'policy'>,
): Promise<SlackUser | { because: string }> {
  const colleague = colleagueOf(username, deps);
  if (!colleague?.slack && !colleague?.email)
    return { because: 'the configuration names no Slack member for them' };
  const user = colleague.slack
    ? await slack.user(colleague.slack)
    : await slack.userByEmail(colleague.email ?? '');
  if (user === null) return { because: 'Slack knows nobody by the id or e-mail of the configuration' };
  if (user.deleted) return { because: 'their Slack account is deactivated' };
  if (user.bot) return { because: 'it is a bot in Slack' };
  if (!user.ours) return { because: 'they are a guest, or of another Slack workspace' };
  return user;
}
