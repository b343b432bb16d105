import type { GitLabDoctor } from '../../ports/gitlab-doctor.ts';
import type { GitLabHooks } from '../../ports/gitlab-hooks.ts';
import type { Deps } from '../deps.ts';

/** What reconcile needs besides what every flow has. */
export type ReconcileParts = {
  deps: Deps;
  /** What GitLab tells of our token and our webhooks. */
  access: Pick<GitLabDoctor, 'token' | 'accessLevel' | 'hooks' | 'clockSkewMs'> & GitLabHooks;
  /** Where GitLab reaches us; null: not configured. */
  publicUrl: string | null;
  /** Told when a delivery was stored that somebody should handle. */
  onStored: () => void;
  /** Logs something that stays as it is, once in the life of the process. */
  sayOnce: (about: string, fields: Record<string, unknown>, sentence: string) => void;
};
