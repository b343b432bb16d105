import type { Day } from '../domain/words.ts';
import type { Identity } from './gitlab.ts';

/** A webhook of a project as its settings show it. `null`: this GitLab does not say. */
export type HookFacts = {
  id: number;
  url: string;
  issues: boolean;
  confidentialIssues: boolean;
  notes: boolean;
  confidentialNotes: boolean;
  tokenSet: boolean | null;
  signingTokenSet: boolean | null;
  status: 'executable' | 'temporarily_disabled' | 'disabled' | null;
  disabledUntil: string | null;
  customTemplate: boolean | null;
};

/** `access` is GitLab's level: 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner. */
export type TokenFacts = { identity: Identity; scopes: string[]; expiresOn: Day | null; active: boolean };

/** What only `doctor` asks of GitLab. Failures are `Problem`s. */
export interface GitLabDoctor {
  version(): Promise<string>;
  token(): Promise<TokenFacts>;
  /** Our access level in a project; 0 when we are no member. */
  accessLevel(project: number): Promise<number>;
  hooks(project: number): Promise<HookFacts[]>;
  /** GitLab's clock minus ours, in milliseconds, from the Date header. */
  clockSkewMs(): Promise<number>;
}
