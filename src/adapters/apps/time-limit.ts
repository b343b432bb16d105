/**
 * Waits for an act, but no longer than `timeoutMs`. At the limit the signal is aborted: the act cannot be
 * stopped from outside, yet it can be told.
 *
 * @throws Error that begins with `late`
 */
export async function withTimeLimit<T>(
  timeoutMs: number,
  late: string,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const tooLate = new Error(`${late} within ${timeoutMs} ms`);
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    limit.reject(tooLate);
    abort.abort(tooLate);
  }, timeoutMs);
  try {
    return await Promise.race([act(abort.signal), limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
