import type { GitLab, GitLabWrites } from '../ports/gitlab.ts';
import type { ClaimedIntent } from '../ports/storage.ts';
import type { Deps } from './deps.ts';
import { holdClaim } from './hold-claim.ts';

/**
 * GitLab for one attempt at an intent. Between what an act has read and its write any time may pass, should the
 * process stall: each write first ensures that nobody else has taken the intent over.
 */
export function gitlabWhileClaimed(claimed: ClaimedIntent, deps: Deps): GitLab {
  const { gitlab } = deps;
  const held =
    <Told extends unknown[], Answer>(write: (...told: Told) => Promise<Answer>) =>
    async (...told: Told): Promise<Answer> => {
      await holdClaim(claimed, deps);
      return await write(...told);
    };
  // Named one by one, so that one that is added to the port and forgotten here does not compile.
  const writes: GitLabWrites = {
    createIssue: held(gitlab.createIssue),
    changeIssue: held(gitlab.changeIssue),
    addNote: held(gitlab.addNote),
    changeNote: held(gitlab.changeNote),
    ensureLink: held(gitlab.ensureLink),
    upload: held(gitlab.upload),
    ensureUploadGone: held(gitlab.ensureUploadGone),
    catchUp: held(gitlab.catchUp),
  };
  return { ...gitlab, ...writes };
}
