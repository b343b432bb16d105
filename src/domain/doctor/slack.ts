import type { Policy } from '../policy.ts';
import { type Check, doubtful, fine, unanswered, wrong } from './check.ts';
import type { DoctorFacts, SlackState } from './facts.ts';
import { judgeSlackChannels } from './slack-channels.ts';
import { judgeSlackPeople } from './slack-people.ts';
import { judgeClock } from './token.ts';

type Asked = Pick<DoctorFacts, 'slack' | 'policy' | 'webhooks'>;

/** Whether Slack lets us do our work there, and whether whom and what the configuration names is there. */
export function judgeSlack({ slack, policy, webhooks }: Asked): Check[] {
  if (slack === null) return [];
  if (slack === 'off') {
    return [fine('slack', 'Slack is off, since SLACK_BOT_TOKEN is not set: reviews are announced nowhere')];
  }
  const { identity } = slack;
  const own =
    'problem' in identity
      ? [unanswered('slack', 'the bot token', identity)]
      : [
          fine(
            'slack',
            `the bot token is that of ${identity.value.botUser} in the workspace ${identity.value.team}`,
          ),
          ...judgeScopes(identity.value.scopes, slack.scopes),
        ];
  const reached = [...own, ...judgeDelivery(slack, webhooks?.publicUrl ?? null)];
  if (slack.rest === null || 'problem' in identity) return reached;
  return [...reached, ...judgeRest(slack, slack.rest, identity.value, policy)];
}

function judgeRest(
  { delivery }: SlackState,
  { clockSkewMs, channels, members }: NonNullable<SlackState['rest']>,
  { botUser, scopes }: { botUser: string; scopes: string[] | null },
  policy: Pick<Policy, 'services' | 'people' | 'slack'> | null,
): Check[] {
  return [
    // A socket is opened by us: nothing that comes over it carries a time to be checked.
    ...(delivery === 'http' ? [judgeSlackClock(clockSkewMs)] : []),
    ...(policy === null
      ? []
      : [...judgeSlackChannels(policy, channels, { botUser, scopes }), ...judgeSlackPeople(policy, members)]),
  ];
}

function judgeSlackClock(answer: NonNullable<SlackState['rest']>['clockSkewMs']): Check {
  if ('problem' in answer) return unanswered('clock', "Slack's clock", answer);
  return judgeClock(answer.value, "Slack's", 'requests');
}

const howToAdd =
  'add them under OAuth & Permissions and install the app again; deploy/slack-manifest.json has them all';

function judgeScopes(granted: string[] | null, { required, optional }: SlackState['scopes']): Check[] {
  if (granted === null) {
    return [
      doubtful(
        'slack',
        'Slack does not say which scopes the bot token has',
        'compare them with the manifest',
      ),
    ];
  }
  const missing = required.filter((scope) => !granted.includes(scope));
  const needed =
    missing.length === 0
      ? fine('slack', 'the bot token has every scope it needs')
      : wrong('slack', `the bot token lacks ${missing.join(', ')}`, howToAdd);
  const without = Map.groupBy(
    optional.filter((scope) => !granted.includes(scope)),
    whatIsLost,
  );
  return [
    needed,
    ...[...without].map(([lost, scopes]) =>
      doubtful('slack', `the bot token lacks ${scopes.join(', ')}: ${lost}`, howToAdd),
    ),
  ];
}

/** What the service leaves out without an optional scope. */
function whatIsLost(scope: string): string {
  if (scope.startsWith('bookmarks:')) return 'channels of incidents get no bookmark to the review';
  if (scope.endsWith(':history'))
    return 'a message of which Slack did not say whether it arrived is not looked for';
  return 'what it is for is left out';
}

function judgeDelivery({ delivery, socket }: SlackState, publicUrl: string | null): Check[] {
  if (delivery === 'http') {
    const where = publicUrl === null ? '/slack/events of this service' : `${publicUrl}/slack/events`;
    return [
      fine('slack', `a signing secret is set; Slack has to send to ${where}, and shows whether it can`),
    ];
  }
  if (socket === null) return [];
  if ('value' in socket) return [fine('slack', 'Slack lets us connect by Socket Mode')];
  const isToken = socket.problem === 'slack-unauthorized' || socket.problem === 'slack-missing-scope';
  if (!isToken) return [unanswered('slack', 'Socket Mode', socket)];
  return [
    wrong(
      'slack',
      `the app token: ${socket.detail}`,
      'make one with the scope connections:write under Basic Information and put it into SLACK_APP_TOKEN',
    ),
  ];
}
