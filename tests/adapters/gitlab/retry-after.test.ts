import { describe, expect, it } from 'vitest';
import { readRetryAfterMs } from '../../../src/adapters/gitlab/retry-after.ts';

const now = Date.parse('2026-03-02T08:00:00Z');
const read = (headers: Record<string, string>) => readRetryAfterMs(new Headers(headers), now);

describe('how long GitLab asks us to wait', () => {
  it('is given in seconds', () => {
    expect(read({ 'retry-after': '7' })).toBe(7_000);
  });

  it('is given as a date', () => {
    expect(read({ 'retry-after': 'Mon, 02 Mar 2026 08:00:30 GMT' })).toBe(30_000);
  });

  it('is the end of the rate limit when Retry-After is missing', () => {
    expect(read({ 'ratelimit-reset': String(now / 1000 + 12) })).toBe(12_000);
  });

  it('is Retry-After when both are there', () => {
    expect(read({ 'retry-after': '7', 'ratelimit-reset': String(now / 1000 + 12) })).toBe(7_000);
  });

  it('counts from the clock of GitLab, not from ours', () => {
    const headers = { date: 'Mon, 02 Mar 2026 09:00:00 GMT', 'ratelimit-reset': String(now / 1000 + 3_605) };
    expect(read(headers)).toBe(5_000);
  });

  it('is nothing when it has passed', () => {
    expect(read({ 'retry-after': 'Mon, 02 Mar 2026 07:00:00 GMT' })).toBe(0);
  });

  it('is an hour at most', () => {
    expect(read({ 'retry-after': '3600' })).toBe(3_600_000);
  });

  it.each([
    { 'retry-after': '3601' },
    { 'retry-after': '4102444800' },
    { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' },
    { 'ratelimit-reset': '32503680000' },
  ])('is unknown where it would be longer: %j', (headers) => {
    expect(read(headers)).toBeNull();
  });

  it('is the end of the rate limit when Retry-After is nonsense', () => {
    expect(read({ 'retry-after': '4102444800', 'ratelimit-reset': String(now / 1000 + 12) })).toBe(12_000);
  });

  it.each([{}, { 'retry-after': 'soon' }, { 'retry-after': '-5x' }, { 'ratelimit-reset': '' }])(
    'is unknown from %j',
    (headers) => {
      expect(read(headers)).toBeNull();
    },
  );
});
