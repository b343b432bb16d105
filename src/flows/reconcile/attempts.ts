import { Problem, type ProblemCode } from '../../domain/problems.ts';
import type { Deps } from '../deps.ts';
import type { Report } from './report.ts';

/** After these every further answer would be the same, wherever we ask. */
const outOfReach: ProblemCode[] = ['gitlab-unreachable', 'gitlab-unauthorized'];
/** These may come from one project alone, whose storage or whose size is ill, while all others are well. */
const illHere: ProblemCode[] = ['gitlab-timeout', 'gitlab-unavailable', 'gitlab-rate-limited'];

/**
 * Pieces of work of which one may fail without the others. What failed is kept and logged; once GitLab is
 * out of reach nothing more is tried, and where a project is ill, nothing more of that project. Throws only
 * when storage fails.
 */
export type Attempts = {
  problems: Report['problems'];
  /**
   * `about` says for people what is tried, `project` where; null: in no one project. false: it failed, or was
   * not tried any more.
   */
  attempt(about: string, project: number | string | null, work: () => Promise<void>): Promise<boolean>;
};

export function startAttempts({ log }: Pick<Deps, 'log'>): Attempts {
  const problems: Report['problems'] = [];
  let away = false;
  const ill = new Set<number | string>();
  return {
    problems,
    attempt: async (about, project, work) => {
      if (away || (project !== null && ill.has(project))) return false;
      try {
        await work();
        return true;
      } catch (error) {
        if (error instanceof Problem && error.code === 'storage-unavailable') throw error;
        if (error instanceof Problem) {
          const { code: problem, message: detail } = error;
          away = outOfReach.includes(problem);
          if (project !== null && illHere.includes(problem)) ill.add(project);
          problems.push({ about, problem, detail });
          log.warn({ about, problem, detail }, 'reconcile could not look at everything');
          return false;
        }
        const detail = error instanceof Error ? error.message : String(error);
        problems.push({ about, problem: 'bug', detail });
        log.error({ about, err: error }, 'reconcile met a bug and goes on');
        return false;
      }
    },
  };
}
