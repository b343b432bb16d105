import type { UserFacts } from '../facts.ts';
import type { Service } from '../policy.ts';
import { type Answer, type Check, doubtful, fine, unanswered, wrong } from './check.ts';
import type { GitLabState, ProjectState } from './facts.ts';

type State = Pick<NonNullable<GitLabState['rest']>, 'users' | 'projects'>;

/** Everybody who may become DRI because a service names them; once each, in configured order. */
export function candidatesOf(services: Service[]): string[] {
  const names = services.flatMap(({ owners, manager }) => (manager === null ? owners : [...owners, manager]));
  return names.filter((name, index) => names.findIndex((other) => same(other, name)) === index);
}

export function judgePeople(services: Service[], state: State): Check[] {
  if (services.length === 0) {
    return [fine('people', 'no services are configured: the DRI is the assignee of the incident')];
  }
  const unfit = new Map(
    candidatesOf(services).map((name) => [name.toLowerCase(), judgePerson(name, services, state)] as const),
  );
  return [
    ...[...unfit.values()].flat(),
    ...services.map((service) => judgeService(service, (name) => unfit.get(name.toLowerCase()) ?? [])),
  ];
}

function judgeService(service: Service, findings: (name: string) => Check[]): Check {
  const { label } = service;
  const named = candidatesOf([service]);
  if (named.length === 0) {
    return doubtful('people', `${label} has neither owners nor a manager`, 'name its owners under services');
  }
  const fit = named.filter((name) => findings(name).every(({ ok }) => ok !== false));
  return fit.length === 0
    ? wrong('people', `${label}: nobody it names can be DRI`, 'name somebody who is a member of the project')
    : fine('people', `${label}: DRI can be ${fit.join(', ')}`);
}

/** What speaks against a person; nothing for most. */
function judgePerson(name: string, services: Service[], { users, projects }: State): Check[] {
  const answer: Answer<UserFacts | null> | undefined = users.get(name.toLowerCase());
  if (answer === undefined) return [];
  const labels = services.filter((service) => candidatesOf([service]).some((other) => same(other, name)));
  const whose = `${name} (${labels.map(({ label }) => label).join(', ')})`;
  if ('problem' in answer) return [unanswered('people', whose, answer)];
  const user = answer.value;
  if (user === null) {
    return [wrong('people', `${whose} is no user of this GitLab`, 'correct the username under services')];
  }
  if (!user.active) return [wrong('people', `${whose} is blocked`, 'name somebody else under services')];
  if (user.bot) return [wrong('people', `${whose} is a bot`, 'name a person under services')];
  return projects.flatMap((project) => judgeMembership(whose, user, project));
}

/** Whoever cannot see a review cannot be its DRI; a confidential one can be seen by members alone. */
function judgeMembership(
  whose: string,
  { id }: UserFacts,
  { name, project, members }: ProjectState,
): Check[] {
  if (members === null || 'problem' in members || 'problem' in project || members.value.has(id)) return [];
  const mend = `invite them to ${name}, or name somebody else under services`;
  return project.value.visibility === 'private'
    ? [wrong('people', `${whose} is no member of ${name}`, mend)]
    : [doubtful('people', `${whose} is no member of ${name} and cannot see confidential reviews`, mend)];
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
