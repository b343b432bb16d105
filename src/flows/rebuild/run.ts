import type { ProjectFacts } from '../../domain/facts.ts';
import { type Policy, type ProjectPair, projectNamed } from '../../domain/policy.ts';
import type { Instant } from '../../domain/words.ts';
import type { GitLabArchive } from '../../ports/gitlab-archive.ts';
import type { Deps } from '../deps.ts';
import { ourUsers } from '../our-users.ts';
import type { Attempts } from '../reconcile/attempts.ts';
import type { RebuildParts } from './parts.ts';
import type { RebuildReport } from './report.ts';

/** A configured pair of projects, as GitLab knows them. */
export type Pair = { configured: ProjectPair; incidents: ProjectFacts; reviews: ProjectFacts };

/** What the acts of one rebuild share, and what they learn on the way. */
export type Run = {
  deps: Deps;
  archive: GitLabArchive;
  attempt: Attempts['attempt'];
  report: RebuildReport;
  onProgress: RebuildParts['onProgress'];
  pairs: Pair[];
  /** Every GitLab user that we are known to have been. */
  users: Set<number>;
  /** When our first review for each project of incidents was opened, and our last one anywhere. */
  firstOpened: Map<number, Instant>;
  lastOpened: Instant | null;
  /** Global ids of the issues that were taken for reviews in this run. */
  taken: Set<number>;
};

export async function startRun(
  { deps, archive, onProgress }: RebuildParts,
  attempt: Attempts['attempt'],
  report: RebuildReport,
): Promise<Run> {
  const users = new Set(await ourUsers(deps));
  return {
    deps,
    archive,
    attempt,
    report,
    onProgress,
    pairs: await readPairs(attempt, deps),
    users,
    firstOpened: new Map(),
    lastOpened: null,
    taken: new Set(),
  };
}

async function readPairs(attempt: Attempts['attempt'], { gitlab, policy }: Deps): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const configured of policy().gitlab.projects) {
    const name = `${configured.incidents} and ${configured.reviews}`;
    await attempt(`projects ${name}`, name, async () => {
      const incidents = await gitlab.project(projectNamed(configured.incidents, policy()));
      const reviews = await gitlab.project(projectNamed(configured.reviews, policy()));
      pairs.push({ configured, incidents, reviews });
    });
  }
  return pairs;
}

/** The projects on one side of the pairs, each once. */
export function projectsOf(pairs: Pair[], side: 'incidents' | 'reviews'): ProjectFacts[] {
  return [...new Map(pairs.map((pair) => [pair[side].id, pair[side]])).values()];
}

/** What was learnt counts from now on, before it is written down. */
export function knowing(deps: Deps, learnt: Partial<Pick<Policy, 'botUsers' | 'watchingSince'>>): Deps {
  return { ...deps, policy: () => ({ ...deps.policy(), ...learnt }) };
}
