import type { DomainEvent } from '../../domain/events.ts';
import type { ProjectFacts } from '../../domain/facts.ts';
import { projectNamed } from '../../domain/policy.ts';
import type { Instant } from '../../domain/words.ts';
import type { Deps } from '../deps.ts';
import type { Attempts } from './attempts.ts';
import type { Clocks } from './compare-clocks.ts';
import type { Scope } from './cursor.ts';
import { findByHand } from './find-by-hand.ts';
import { findDue } from './find-due.ts';
import { findIncidents } from './find-incidents.ts';
import { findReaders, type Readers } from './find-readers.ts';
import { findChangedReviews, findOpenReviews } from './find-reviews.ts';
import type { Report } from './report.ts';

/** What GitLab shows otherwise than we know it, in the order in which it shall be judged. */
export type Sight = {
  events: DomainEvent[];
  cursors: { scope: Scope; project: number; to: Instant }[];
  projects: Report['projects'];
  /** null: it was not looked who can read the projects. */
  readers: Readers | null;
  /** Every configured project that could be read, once. */
  known: ProjectFacts[];
};

/** Reads and changes nothing. What could not be read is among the problems, and its cursor is not among the cursors. */
export async function look(
  wish: { since: Instant | null; adopt: boolean },
  { now, sure }: Clocks,
  { attempt }: Attempts,
  deps: Deps,
): Promise<Sight> {
  const sight: Sight = { events: [], cursors: [], projects: [], readers: null, known: [] };
  const [incidents, reviews] = await readProjects(sight, attempt, deps);
  if (wish.adopt) {
    for (const project of reviews) {
      await attempt(`reviews by hand in ${project.path}`, project.id, async () => {
        sight.events.push(...(await findByHand(project, deps)));
      });
    }
  }
  const changes: DomainEvent[] = [];
  for (const project of incidents) {
    await attempt(`incidents of ${project.path}`, project.id, async () => {
      const { events, from, until } = await findIncidents(project, wish.since, now, deps);
      changes.push(...events);
      sight.projects.push({ path: project.path, from, changed: events.length });
      sight.cursors.push({ scope: 'incidents', project: project.id, to: earlier(until, sure) });
    });
  }
  for (const project of reviews) {
    await attempt(`reviews of ${project.path}`, project.id, async () => {
      const { events, until } = await findChangedReviews(project, wish.since, now, deps);
      changes.push(...events);
      sight.cursors.push({ scope: 'reviews', project: project.id, to: earlier(until, sure) });
    });
  }
  changes.push(...(await findOpenReviews(sure, attempt, deps)));
  sight.events.push(...inOrder(changes));
  await attempt('incidents that may say something else', null, async () => {
    sight.events.push(...(await findDue(now, deps.storage)));
  });
  const { events, readers } = await findReaders(now, attempt, deps);
  sight.events.push(...events);
  sight.readers = readers;
  return sight;
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

/** The projects of incidents and those of reviews, each once, whether they are named by path or by id. */
async function readProjects(
  sight: Sight,
  attempt: Attempts['attempt'],
  { gitlab, policy }: Deps,
): Promise<[ProjectFacts[], ProjectFacts[]]> {
  const { projects } = policy().gitlab;
  const found = new Map<string | number, ProjectFacts>();
  for (const name of new Set(projects.flatMap(({ incidents, reviews }) => [incidents, reviews]))) {
    await attempt(`project ${name}`, name, async () => {
      found.set(name, await gitlab.project(projectNamed(name, policy())));
    });
  }
  const once = (names: (string | number)[]): ProjectFacts[] => {
    const known = names.flatMap((name) => found.get(name) ?? []);
    return [...new Map(known.map((project) => [project.id, project])).values()];
  };
  sight.known.push(...once([...found.keys()]));
  return [once(projects.map(({ incidents }) => incidents)), once(projects.map(({ reviews }) => reviews))];
}

/** As it happened; the place that an incident left before the one that it went to, and each sight once. */
function inOrder(events: DomainEvent[]): DomainEvent[] {
  const moment = (event: DomainEvent): string => {
    if (event.kind !== 'issue.changed') return '';
    const { updatedAt, movedTo, id } = event.issue;
    return `${updatedAt} ${movedTo === null ? 1 : 0} ${id}`;
  };
  const seen = new Set<string>();
  return events
    .toSorted((a, b) => (moment(a) < moment(b) ? -1 : moment(a) > moment(b) ? 1 : 0))
    .filter((event) => {
      const key = moment(event);
      if (key === '') return true;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
}
