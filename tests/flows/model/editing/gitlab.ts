import { asStored } from '../../../../src/domain/as-stored.ts';
import { Problem } from '../../../../src/domain/problems.ts';
import type { GitLab, IssueWithText } from '../../../../src/ports/gitlab.ts';
import type { SettableClock } from '../../../fakes/clock.ts';

/** What GitLab tells of a text of ours that took the place of another. */
export type Echo = { issue: IssueWithText; previous: string; current: string };

/** What becomes of one write. */
export const writeFates = ['taken', 'taken, and no answer', 'not taken, and no answer', 'refused'] as const;
export type WriteFate = (typeof writeFates)[number];

export type ModelGitLab = {
  api: GitLab;
  /** The text as it is. */
  text(): string;
  /** A person saves what they made of the text that they see, which is the present one. */
  edit(change: (text: string) => string): void;
  /** Echoes of our writes that were not delivered yet. */
  echoes: Echo[];
  /** Texts of people that a write of ours took the place of, unseen by us. */
  overwritten(): number;
  writes(): number;
};

/** How far replicas are behind. */
const lagMs = 20_000;
/** For so long GitLab shows all to whoever has written. */
const stickyMs = 30_000;

/**
 * One review in a GitLab without a lock, with replicas that are behind and webhooks that are told later. `between` is called
 * before and after whatever is asked of it: anything may happen there.
 */
export function modelGitLab(
  issue: IssueWithText,
  clock: SettableClock,
  between: () => void,
  fate: () => WriteFate,
  onVersion: (text: string) => void,
): ModelGitLab {
  const versions = [issue];
  const echoes: Echo[] = [];
  let wroteAtMs = Number.NEGATIVE_INFINITY;
  let readText = issue.description;
  let overwritten = 0;
  let writes = 0;
  const nowMs = () => Date.parse(clock.now());
  const latest = (): IssueWithText => versions.at(-1) ?? issue;
  const store = (description: string): IssueWithText => {
    clock.advance(1);
    const version = { ...latest(), description, updatedAt: clock.now() };
    versions.push(version);
    onVersion(description);
    return version;
  };
  const shown = (): IssueWithText => {
    if (nowMs() - wroteAtMs < stickyMs) return latest();
    return versions.findLast(({ updatedAt }) => Date.parse(updatedAt) <= nowMs() - lagMs) ?? issue;
  };
  const around = async <T>(act: () => T): Promise<T> => {
    between();
    try {
      return act();
    } finally {
      between();
    }
  };
  const nobodyAsks = () => Promise.reject(new Error('nobody asks for this'));
  const known: Partial<GitLab> = {
    heldBackMs: () => 0,
    urgently: (work) => work(),
    whoAmI: async () => issue.author,
    catchUp: () =>
      around(() => {
        wroteAtMs = nowMs();
      }),
    issue: () =>
      around(() => {
        const read = shown();
        readText = read.description;
        return read;
      }),
    changeIssue: (_, { description = '' }) =>
      around(() => {
        const becomes = fate();
        if (becomes === 'refused') throw new Problem('gitlab-rate-limited', 'too many');
        const previous = latest().description;
        if (becomes !== 'not taken, and no answer') {
          writes += 1;
          wroteAtMs = nowMs();
          const current = asStored(description);
          if (previous !== readText) overwritten += 1;
          const version = store(current);
          if (current !== previous) echoes.push({ issue: version, previous, current });
        }
        if (becomes !== 'taken') throw new Problem('gitlab-unreachable', 'no answer');
        return latest();
      }),
  };
  const api = new Proxy(known, { get: (_, name) => Reflect.get(known, name) ?? nobodyAsks });
  return {
    api: api as GitLab,
    text: () => latest().description,
    edit: (change) => {
      const text = asStored(change(latest().description));
      if (text !== latest().description) store(text);
    },
    echoes,
    overwritten: () => overwritten,
    writes: () => writes,
  };
}
