import { Problem } from '../../domain/problems.ts';
import type { GitLabWrites } from '../../ports/gitlab.ts';
import type { Resources } from './resources.ts';
import type { Send } from './transport.ts';

/** GitLab keeps to the primary for 30 s whoever has written (lib/gitlab/database/load_balancing); what is read next takes time too. */
const caughtUpForMs = 15_000;

const created = 201;

/** The same `send`, and whether GitLab wrote something for us so lately that it shows us nothing old. */
export function watchWrites(send: Send, now: () => number): { send: Send; wroteLately: () => boolean } {
  let writtenMs = Number.NEGATIVE_INFINITY;
  return {
    send: async (call) => {
      const sentMs = now();
      const answer = await send(call);
      // Other answers may mean that all was so already, and nothing was written.
      if (answer.status === created) writtenMs = sentMs;
      return answer;
    },
    wroteLately: () => {
      const sinceMs = now() - writtenMs;
      return sinceMs >= 0 && sinceMs < caughtUpForMs;
    },
  };
}

/** Whether we ourselves get mail about an issue is ours to turn over, and one of the two is never so already. */
export function catchUpCall(
  { issues }: Resources,
  wroteLately: () => boolean,
): Pick<GitLabWrites, 'catchUp'> {
  return {
    catchUp: async ({ project, iid }) => {
      if (wroteLately()) return;
      try {
        await issues.unsubscribe(project, iid);
      } catch (failure) {
        if (!isSoAlready(failure)) throw failure;
        await issues.subscribe(project, iid);
      }
    },
  };
}

/** GitLab answers 304, which stands among the redirects. */
function isSoAlready(failure: unknown): boolean {
  return failure instanceof Problem && failure.code === 'gitlab-moved';
}
