/**
 * GitLab's guard against hooks that call themselves: a request that carries the `X-Gitlab-Event-UUID` of a
 * delivery does not reach the hook of that delivery again.
 */
export type Recursion = {
  isBlocked(eventUuid: string | undefined, hookId: number): boolean;
  register(eventUuid: string, hookId: number): void;
};

const MOST_REMEMBERED = 10_000;

export function createRecursion(): Recursion {
  const called = new Map<string, Set<number>>();
  return {
    isBlocked: (eventUuid, hookId) =>
      eventUuid !== undefined && (called.get(eventUuid)?.has(hookId) ?? false),
    register(eventUuid, hookId) {
      called.set(eventUuid, (called.get(eventUuid) ?? new Set()).add(hookId));
      const [oldest] = called.keys();
      if (called.size > MOST_REMEMBERED && oldest !== undefined) called.delete(oldest);
    },
  };
}
