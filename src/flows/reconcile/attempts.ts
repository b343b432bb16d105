import { Problem, type ProblemCode } from '../../domain/problems.ts';
import type { Deps } from '../deps.ts';
import type { Report } from './report.ts';

/** After these every further answer would be the same. */
const outOfReach: ProblemCode[] = [
  'gitlab-unreachable',
  'gitlab-timeout',
  'gitlab-unavailable',
  'gitlab-unauthorized',
  'gitlab-rate-limited',
];

/**
 * Pieces of work of which one may fail without the others. What failed is kept and logged; once GitLab is
 * out of reach nothing more is tried. Throws only when storage fails.
 */
export type Attempts = {
  problems: Report['problems'];
  /** `about` says for people what is tried. false: it failed, or was not tried any more. */
  attempt(about: string, work: () => Promise<void>): Promise<boolean>;
};

export function startAttempts({ log }: Pick<Deps, 'log'>): Attempts {
  const problems: Report['problems'] = [];
  let away = false;
  return {
    problems,
    attempt: async (about, work) => {
      if (away) return false;
      try {
        await work();
        return true;
      } catch (error) {
        if (error instanceof Problem && error.code === 'storage-unavailable') throw error;
        if (error instanceof Problem) {
          const { code: problem, message: detail } = error;
          away = outOfReach.includes(problem);
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
