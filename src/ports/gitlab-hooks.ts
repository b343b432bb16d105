/**
 * One attempt to deliver, as GitLab remembers it. `key`: the `Idempotency-Key`, null before GitLab 17.4.
 * `body`: what was sent, as JSON; null: it was too large to be kept.
 */
export type HookEvent = {
  id: number;
  url: string;
  event: string;
  key: string | null;
  body: string | null;
};

/** What GitLab lets Maintainers do with the webhooks of a project. Failures are `Problem`s. */
export interface GitLabHooks {
  /** One page of the attempts of the past seven days, newest first. GitLab 17.3 and newer. */
  hookEvents(project: number, hook: number, page: number): Promise<{ events: HookEvent[]; isLast: boolean }>;
  /**
   * Sends a made-up event through a hook, also through one that is disabled; a good answer enables it.
   * `gitlab-refused`: the answer was not good, or there is no issue to make an event of. GitLab 16.11 and
   * newer, five times a minute.
   */
  testHook(project: number, hook: number): Promise<void>;
}
