import { z } from 'zod';
import type { Reading } from '../../src/domain/read/reading.ts';
import { durationText, timeText } from '../../src/domain/wording.ts';
import { contradict, judgeMinutes, type Verdict } from './judge.ts';

/** What one public incident of GitLab's states about its times. `computed_minutes` has seconds as a fraction. */
export const Fact = z.object({
  number: z.number().int(),
  start_utc: z.string().nullable(),
  end_utc: z.string().nullable(),
  computed_minutes: z.number().nullable(),
  stated_minutes: z.number().nullable(),
});
export type Fact = z.infer<typeof Fact>;

export type JudgedFact = {
  number: number;
  got: number | null;
  expected: number;
  minutes: Verdict;
  /** `expected` is null where no duration is stated that the times could contradict. */
  mismatch: { expected: boolean | null; raised: boolean };
};

/** Reads each fact that has both times from a table such as a review has, and compares our arithmetic with its own. */
export function judgeFacts(facts: Fact[], read: (text: string) => Reading): JudgedFact[] {
  return facts.flatMap(
    ({ number, start_utc, end_utc, computed_minutes: expected, stated_minutes: stated }) => {
      if (start_utc === null || end_utc === null || expected === null) return [];
      const { duration, findings } = read(tableOf(start_utc, end_utc, stated));
      return {
        number,
        got: duration.minutes,
        expected,
        minutes: judgeMinutes(duration.minutes, expected),
        mismatch: {
          expected: stated === null ? null : contradict(expected, stated),
          raised: findings.some(({ code }) => code === 'duration-mismatch'),
        },
      };
    },
  );
}

function tableOf(start: string, end: string, statedMinutes: number | null): string {
  return [
    '| Metric | Value |',
    '| --- | --- |',
    `| Start Time | ${timeText(start)} |`,
    `| End Time | ${timeText(end)} |`,
    `| Total Duration | ${statedMinutes === null ? '' : durationText(statedMinutes)} |`,
    '',
  ].join('\n');
}
