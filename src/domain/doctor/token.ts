import { dayIn } from '../calendar.ts';
import type { Day, Instant } from '../words.ts';
import { type Check, doubtful, fine, wrong } from './check.ts';
import type { TokenFacts } from './facts.ts';

const dayMs = 86_400_000;
/** The same as in deploy/alerts.yml. */
const endingFromDays = 14;
const toleratedSkewMs = 5 * 60_000;

/** Whole days until a token ends; GitLab lets it end as that day begins in UTC. Negative: it has ended. */
export function tokenDaysLeft(expiresOn: Day, now: Instant): number {
  return Math.round((Date.parse(expiresOn) - Date.parse(dayIn(now, 'UTC'))) / dayMs);
}

/** Whether people should see to a new one. */
export function isEnding(daysLeft: number): boolean {
  return daysLeft <= endingFromDays;
}

export function judgeToken({ identity, scopes, expiresOn, active }: TokenFacts, now: Instant): Check[] {
  if (!active) {
    return [
      wrong(
        'token',
        `the token of ${identity.username} is revoked or has ended`,
        'make a new one with the scope api',
      ),
    ];
  }
  return [judgeScopes(identity.username, scopes), judgeExpiry(expiresOn, now)];
}

function judgeScopes(username: string, scopes: string[]): Check {
  if (scopes.includes('api')) return fine('token', `the token is that of ${username} and has the scope api`);
  const has = scopes.length === 0 ? 'no scope' : `only ${scopes.join(', ')}`;
  return wrong(
    'token',
    `the token is that of ${username} and has ${has}`,
    'make one with the scope api: without it nothing can be written',
  );
}

function judgeExpiry(expiresOn: Day | null, now: Instant): Check {
  if (expiresOn === null) return fine('token', 'the token does not end');
  const days = tokenDaysLeft(expiresOn, now);
  if (days <= 0)
    return wrong('token', `the token ended on ${expiresOn}`, 'make a new one with the scope api');
  const text = `the token ends in ${days === 1 ? '1 day' : `${days} days`}, on ${expiresOn}`;
  const mend = 'rotate it in GitLab and put the new one into GITLAB_TOKEN; rotated, it stays the same user';
  return isEnding(days) ? doubtful('token', text, mend) : fine('token', text);
}

/** `skewMs`: their clock minus ours. `whose`: `GitLab's`; `what` of theirs is refused when the clocks differ. */
export function judgeClock(skewMs: number, whose: string, what: string): Check {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) < toleratedSkewMs) {
    const how = seconds <= 2 ? 'agree' : `differ by ${seconds} s`;
    return fine('clock', `our clock and ${whose} ${how}; ${what} may be 5 minutes off`);
  }
  const ours = skewMs > 0 ? 'behind' : 'ahead of';
  return wrong(
    'clock',
    `the clock of this machine is ${seconds} s ${ours} ${whose}: ${what} are refused from 5 minutes on`,
    'let both machines keep time by NTP',
  );
}
