import type { GitLabArchive } from '../../ports/gitlab-archive.ts';
import type { ReconcileParts } from '../reconcile/parts.ts';

/** What rebuild needs besides what reconcile does. */
export type RebuildParts = ReconcileParts & {
  archive: GitLabArchive;
  /** Told how far it has come, for people who wait: `reviews`, 300. */
  onProgress: (what: string, count: number) => void;
};
