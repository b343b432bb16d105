import type { HookFacts, TokenFacts } from '../domain/doctor/facts.ts';

export type { HookFacts, TokenFacts };

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
