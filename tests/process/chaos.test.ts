import { expect, test } from 'vitest';
import { runChaos } from '../../scripts/chaos/run.ts';
import { findPostgres } from '../../scripts/parts.ts';

/** `npm run chaos` is the long one. */
const kinds = [
  { store: 'sqlite' as const, replicas: 1 },
  ...(findPostgres() === null ? [] : [{ store: 'postgres' as const, replicas: 3 }]),
];

test.each(kinds)(
  'a short storm on $store: killed again and again, and nothing is lost or done twice',
  async (kind) => {
    const lines: string[] = [];
    const verdict = await runChaos({
      closures: 12,
      kills: 6,
      seed: 7,
      ...kind,
      pauseMs: 8_000,
      calmWithinMs: 240_000,
      report: (line) => lines.push(line),
    });
    expect(verdict.faults, lines.join('\n')).toEqual([]);
    expect(verdict).toMatchObject({ closures: 12, reviews: 12 });
    // What was said of an incident that turned confidential afterwards had to be taken back.
    expect(verdict.turnedAfterTold).toBeGreaterThan(0);
    expect(verdict.retracted).toBeGreaterThanOrEqual(verdict.turnedAfterTold);
    for (const { detail } of verdict.parked) expect(detail).not.toBe('');
  },
  300_000,
);
