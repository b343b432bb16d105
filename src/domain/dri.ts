import type { Facts } from './facts.ts';
import type { Policy } from './policy.ts';
import { servicesOf } from './services.ts';
import type { IssueSnapshot, Person } from './words.ts';

type Candidate = { username: string; because: string };

export type DriChoice = {
  /** Best first; the others are asked when GitLab does not accept the first. */
  candidates: (Person & { because: string })[];
  /** Why nobody can be named, in one sentence for people; null when there are candidates. */
  nobodyBecause: string | null;
};

/**
 * Who should own the review, in order: the owners of the first service, least burdened first and
 * otherwise as configured; its manager; whoever the incident is assigned to. Bots and blocked users
 * are passed over, and named when nobody is left.
 */
export function chooseDri(
  incident: IssueSnapshot,
  facts: Pick<Facts, 'users' | 'openReviews'>,
  services: Policy['services'],
): DriChoice {
  const named = candidatesFor(incident, facts, services);
  const candidates: DriChoice['candidates'] = [];
  const refused: string[] = [];
  for (const { username, because } of named) {
    const user = facts.users[username.toLowerCase()];
    if (candidates.some((one) => one.id === user?.id)) continue;
    if (!user) refused.push(`${username} is no user of this GitLab`);
    else if (user.bot) refused.push(`${username} is a bot`);
    else if (!user.active) refused.push(`${username} is blocked`);
    else candidates.push({ id: user.id, username: user.username, name: user.name, because });
  }
  return { candidates, nobodyBecause: candidates.length > 0 ? null : nobody(incident, services, refused) };
}

/** Usernames that `chooseDri` may want to know more about. */
export function possibleDris(incident: IssueSnapshot, services: Policy['services']): string[] {
  const empty = { openReviews: {} };
  return [...new Set(candidatesFor(incident, empty, services).map((one) => one.username.toLowerCase()))];
}

function candidatesFor(
  incident: IssueSnapshot,
  facts: Pick<Facts, 'openReviews'>,
  services: Policy['services'],
): Candidate[] {
  const service = servicesOf(incident.labels, services)[0];
  const candidates: Candidate[] = [];
  if (service) {
    const load = (username: string) => facts.openReviews[username.toLowerCase()] ?? 0;
    // sort() is stable, so owners with the same load keep their configured order.
    const owners = [...service.owners].sort((a, b) => load(a) - load(b));
    for (const username of owners) {
      const open = load(username);
      const reviews = open === 0 ? 'no open review' : open === 1 ? '1 open review' : `${open} open reviews`;
      candidates.push({ username, because: `an owner of ${service.label} with ${reviews}` });
    }
    if (service.manager) {
      candidates.push({ username: service.manager, because: `the manager of ${service.label}` });
    }
  }
  for (const { username } of incident.assignees) {
    if (username !== '') candidates.push({ username, because: 'the assignee of the incident' });
  }
  return candidates;
}

function nobody(incident: IssueSnapshot, services: Policy['services'], refused: string[]): string {
  const service = servicesOf(incident.labels, services)[0];
  const why = service
    ? `${service.label} has no owner or manager who could take it, and the incident has no assignee who could`
    : 'the incident carries no label of a service in the catalogue, and has no assignee who could take it';
  return refused.length === 0 ? why : `${why} (${refused.join('; ')})`;
}
