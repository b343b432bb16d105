/** A read whose answers are kept for a while. */
export type Remembered<K, V> = {
  (key: K): Promise<V>;
  /** Keeps an answer that came along with another. */
  put(key: K, value: V): void;
};

const pruneAbove = 1_000;
const underWay = Number.POSITIVE_INFINITY;

/**
 * Keeps answers for `ttlMs` after they came. Concurrent askers share one request; failures are not kept.
 */
export function remember<K extends string | number, V>(
  options: { ttlMs: number; now: () => number },
  load: (key: K) => Promise<V>,
): Remembered<K, V> {
  const { ttlMs, now } = options;
  const entries = new Map<K, { answer: Promise<V>; untilMs: number }>();

  const put = (key: K, value: V) => {
    if (entries.size >= pruneAbove) forgetExpired();
    entries.set(key, { answer: Promise.resolve(value), untilMs: now() + ttlMs });
  };

  const forgetExpired = () => {
    for (const [key, entry] of entries) if (entry.untilMs <= now()) entries.delete(key);
  };

  /** A clock that was set back must not keep an answer for longer. */
  const isFresh = (untilMs: number): boolean => {
    const leftMs = untilMs - now();
    return untilMs === underWay || (leftMs > 0 && leftMs <= ttlMs);
  };

  const get = (key: K) => {
    const entry = entries.get(key);
    if (entry !== undefined && isFresh(entry.untilMs)) return entry.answer;
    const answer = load(key);
    entries.set(key, { answer, untilMs: underWay });
    answer.then(
      (value) => put(key, value),
      () => entries.delete(key),
    );
    return answer;
  };

  return Object.assign(get, { put });
}
