import { describe, expect, it } from 'vitest';
import { readLimit } from '../../../src/adapters/gitlab/read-limit.ts';

const date = 'Mon, 02 Mar 2026 08:00:00 GMT';
const nowMs = Date.parse(date);
const minute = 60_000;
const inSeconds = (ms: number) => String((nowMs + ms) / 1_000);
const readWith = (over: Record<string, string>) => {
  const headers = { date, 'ratelimit-limit': '2000', 'ratelimit-remaining': '0', ...over };
  return readLimit(new Headers(headers), nowMs);
};

describe('when GitLab counts anew', () => {
  it('is a minute away at most, whatever an answer says', () => {
    for (const reset of [inSeconds(86_400_000), '32503680000', '999999999999']) {
      expect(readWith({ 'ratelimit-reset': reset })?.resetMs).toBe(nowMs + minute);
    }
  });

  it.each([
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Sun, 01 Mar 2026 08:00:00 GMT',
    'Mon, 02 Mar 2026 07:00:00 GMT',
  ])('is a minute away at most, although the answer is dated %s', (wrong) => {
    const said = readWith({ date: wrong, 'ratelimit-reset': inSeconds(30_000) });
    expect(said?.resetMs).toBe(nowMs + minute);
  });

  it('may be further away where it counts by the hour, which what is used and left tells', () => {
    const byTheHour = {
      'ratelimit-limit': '120',
      'ratelimit-observed': '7000',
      'ratelimit-remaining': '200',
    };
    const reset = inSeconds(50 * minute);
    expect(readWith({ ...byTheHour, 'ratelimit-reset': reset })?.resetMs).toBe(nowMs + 50 * minute);
    const odd = { ...byTheHour, 'ratelimit-observed': '999999999', 'ratelimit-reset': '32503680000' };
    expect(readWith(odd)?.resetMs).toBe(nowMs + 60 * minute);
  });
});
