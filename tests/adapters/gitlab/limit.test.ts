import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimit, type Limit } from '../../../src/adapters/gitlab/limit.ts';

const minute = 60_000;
const inTurns = true;
/** A whole minute of the clock. */
const start = Date.parse('2026-03-02T08:00:00.000Z');

const ask = (limit: Limit, key: string, nowMs: number, urgent = false) =>
  limit.admit({ key: () => key, urgent }, nowMs);

/** How many of `calls` calls are let through at one moment. */
const admitted = (limit: Limit, calls: number, nowMs: number, urgent = false) =>
  Array.from({ length: calls }, (_, n) => ask(limit, `${n}`, nowMs, urgent)).filter((wait) => wait === 0)
    .length;

describe('a limit that is known', () => {
  it('lets nine tenths of a minute pass, and keeps the rest for what is urgent', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    expect(admitted(limit, 150, start)).toBe(90);
    expect(admitted(limit, 20, start, true)).toBe(10);
    expect(ask(limit, 'urgent', start + 10_000, true)).toBe(50_000);
    expect(ask(limit, 'urgent', start + minute, true)).toBe(0);
  });

  it('brings back those that waited one after another, before whoever comes later', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    admitted(limit, 90, start);
    const waits = ['a', 'b', 'c'].map((key) => ask(limit, key, start + 1_000));
    const gap = minute / 90;
    expect(waits.map(Math.round)).toEqual([59_000, 59_000 + gap, 59_000 + 2 * gap].map(Math.round));
    expect(ask(limit, 'late', start + minute)).toBeCloseTo(3 * gap);
    expect(ask(limit, 'a', start + minute)).toBe(0);
    expect(ask(limit, 'c', start + minute)).toBeCloseTo(2 * gap);
    expect(ask(limit, 'b', start + minute + gap)).toBe(0);
  });

  it('without turns lets all pass again once GitLab counts anew, whoever waits', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns: false });
    admitted(limit, 90, start);
    expect(['a', 'b'].map((key) => ask(limit, key, start + 1_000))[0]).toBe(59_000);
    expect(limit.heldBackMs(start + 1_000)).toBe(59_000);
    expect(limit.heldBackMs(start + minute)).toBe(0);
    expect(['late', 'b', 'a'].map((key) => ask(limit, key, start + minute))).toEqual([0, 0, 0]);
    limit.refused(5_000, start + minute);
    expect(limit.heldBackMs(start + minute)).toBe(5_000);
    expect(ask(limit, 'c', start + minute)).toBe(5_000);
  });

  it('lets bursts pass again when nobody waits any more', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    admitted(limit, 91, start);
    expect(ask(limit, '90', start + minute)).toBe(0);
    expect(admitted(limit, 50, start + minute + 5_000)).toBe(50);
  });

  it('believes what GitLab says of it', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    expect(ask(limit, 'a', start)).toBe(0);
    limit.ended();
    // Somebody else uses the same token.
    limit.heard({ perMinute: 600, left: 61, resetMs: start + minute });
    expect(admitted(limit, 5, start)).toBe(1);
    expect(ask(limit, 'x', start + 30_000)).toBeGreaterThan(29_999);
    // The next minute: somebody else was there before us.
    limit.ended();
    expect(ask(limit, 'u', start + minute, true)).toBe(0);
    limit.heard({ perMinute: 600, left: 590, resetMs: start + 2 * minute });
    expect(admitted(limit, 600, start + minute + 50_000)).toBe(530);
  });

  it('believes it too when it is more than was assumed', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    ask(limit, 'a', start);
    limit.ended();
    limit.heard({ perMinute: 5_000, left: 4_999, resetMs: start + minute });
    expect(admitted(limit, 9_000, start)).toBe(4_499);
  });

  it('counts what is under way when GitLab tells of a minute that it has not seen yet', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    expect(admitted(limit, 8, start)).toBe(8);
    limit.ended();
    limit.heard({ perMinute: 100, left: 92, resetMs: start + minute });
    limit.ended();
    limit.heard({ perMinute: 100, left: 99, resetMs: start + 2 * minute });
    expect(admitted(limit, 200, start + minute)).toBe(99 - 6 - 10);
  });

  it('does not take the answer of an old minute for one of this', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    const old = { perMinute: 100, left: 0, resetMs: start + minute };
    ask(limit, 'a', start);
    limit.heard({ ...old, left: 50 });
    ask(limit, 'b', start + minute);
    limit.heard(old);
    expect(ask(limit, 'c', start + minute + 1)).toBe(0);
  });

  it('is what it was assumed to be when GitLab tells of it no more', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns: false });
    ask(limit, 'a', start);
    limit.ended();
    limit.heard({ perMinute: 10, left: 9, resetMs: start + minute });
    expect(admitted(limit, 50, start + 10 * minute)).toBe(9);
    expect(admitted(limit, 200, start + 11 * minute)).toBe(90);
  });

  it('is never so low that nothing would ever be heard of it again', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns: false });
    ask(limit, 'a', start);
    limit.ended();
    limit.heard({ perMinute: 1, left: 0, resetMs: start + minute });
    expect(admitted(limit, 3, start)).toBe(0);
    expect(admitted(limit, 3, start + minute)).toBe(1);
  });

  it('begins its minutes when GitLab does', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    ask(limit, 'a', start);
    limit.heard({ perMinute: 100, left: 0, resetMs: start + 20_000 });
    expect(ask(limit, 'b', start)).toBe(20_000);
    expect(admitted(limit, 200, start + 75_000, true)).toBe(100);
    expect(ask(limit, 'c', start + 75_000, true)).toBe(5_000);
  });

  it('is not stuck for hours when the clock is put back', () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns });
    admitted(limit, 95, start);
    limit.refused(30_000, start);
    expect(ask(limit, 'a', start - 60 * minute)).toBe(0);
  });
});

describe('a limit that nobody told of', () => {
  it('is none until GitLab refuses', () => {
    const limit = createLimit({ known: null, suspected: 200, inTurns });
    expect(admitted(limit, 10_000, start)).toBe(10_000);
  });

  it('is suspected after a refusal, and of one moment only the first counts', () => {
    const limit = createLimit({ known: null, suspected: 200, inTurns });
    admitted(limit, 500, start);
    for (let n = 0; n < 8; n += 1) limit.refused(null, start + n);
    expect(ask(limit, 'a', start + 10)).toBe(4_990);
    expect(ask(limit, 'b', start + 10)).toBeCloseTo(4_990 + minute / 180);
    expect(ask(limit, 'a', start + 5_000)).toBe(0);
  });

  it('is asked less and less while it refuses, and not for ever', () => {
    const limit = createLimit({ known: null, suspected: 200, inTurns });
    let nowMs = start;
    let refusals = 0;
    // GitLab takes nothing for ten minutes.
    while (nowMs < start + 10 * minute) {
      const waitMs = ask(limit, 'a', nowMs);
      if (waitMs === 0) {
        refusals += 1;
        limit.ended();
        limit.refused(null, nowMs);
      } else nowMs += waitMs;
    }
    expect(refusals).toBeLessThan(16);
    expect(ask(limit, 'a', nowMs + minute)).toBe(0);
    limit.taken(nowMs + minute);
    expect(admitted(limit, 5_000, nowMs + 20 * minute)).toBe(5_000);
  });

  it('makes urgent calls wait too, because GitLab would refuse them', () => {
    const limit = createLimit({ known: null, suspected: 200, inTurns });
    limit.refused(20_000, start);
    expect(ask(limit, 'a', start, true)).toBe(20_000);
    expect(ask(limit, 'a', start + 20_000, true)).toBe(0);
  });
});

describe('a limit that is closed for long', () => {
  const refusing = () => {
    const limit = createLimit({ known: 100, suspected: 100, inTurns: false });
    ask(limit, 'a', start);
    limit.ended();
    limit.refused(50 * minute, start);
    return limit;
  };

  it('is asked each minute by one urgent call, and by no other', () => {
    const limit = refusing();
    expect(ask(limit, 'u', start + 30_000, true)).toBe(30_000);
    expect(admitted(limit, 3, start + minute, true)).toBe(1);
    limit.ended();
    limit.refused(49 * minute, start + minute);
    expect(ask(limit, 'b', start + minute)).toBe(49 * minute);
    expect(ask(limit, 'u', start + minute, true)).toBe(minute);
  });

  it('is open once GitLab takes such a call', () => {
    const limit = refusing();
    ask(limit, 'u', start + minute, true);
    limit.ended();
    limit.taken(start + minute);
    expect(ask(limit, 'u', start + minute, true)).toBe(0);
    expect(ask(limit, 'b', start + minute)).toBe(0);
    expect(limit.heldBackMs(start + minute)).toBe(0);
  });

  it('stays closed when GitLab took what was sent before', () => {
    const limit = refusing();
    limit.taken(start + 1_000);
    expect(ask(limit, 'b', start + 1_000)).toBe(50 * minute - 1_000);
  });
});

it.each([true, false])('never lets more pass in a minute than GitLab takes, in turns: %s', (inTurns) => {
  const arrival = fc.record({ laterMs: fc.nat(20_000), calls: fc.nat(120), urgent: fc.boolean() });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 30 }), (arrivals) => {
      const limit = createLimit({ known: 60, suspected: 60, inTurns });
      const sent = new Map<number, number>();
      let nowMs = start;
      let name = 0;
      let due: { key: string; atMs: number }[] = [];
      for (const { laterMs, calls, urgent } of arrivals) {
        nowMs += laterMs;
        const back = due.filter(({ atMs }) => atMs <= nowMs).map(({ key }) => key);
        due = due.filter(({ atMs }) => atMs > nowMs);
        const fresh = Array.from({ length: calls }, () => {
          name += 1;
          return `${name}`;
        });
        for (const key of [...back, ...fresh]) {
          const waitMs = ask(limit, key, nowMs, urgent);
          if (waitMs > 0) due.push({ key, atMs: nowMs + waitMs });
          else {
            const inMinute = Math.floor(nowMs / minute);
            sent.set(inMinute, (sent.get(inMinute) ?? 0) + 1);
          }
        }
      }
      for (const count of sent.values()) expect(count).toBeLessThanOrEqual(60);
    }),
  );
});
