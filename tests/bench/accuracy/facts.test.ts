import { expect, test } from 'vitest';
import { type Fact, judgeFacts } from '../../../bench/accuracy/facts.ts';
import { aReading } from '../../fakes/readings.ts';

const fact: Fact = {
  number: 7,
  start_utc: '2031-03-04T06:12Z',
  end_utc: '2031-03-04T21:48:30Z',
  computed_minutes: 936.5,
  stated_minutes: 900,
};

test('a fact is read from a table such as a review has', () => {
  const texts: string[] = [];
  const read = (text: string) => {
    texts.push(text);
    return aReading();
  };
  judgeFacts([fact, { ...fact, stated_minutes: null }], read);
  expect(texts[0]).toContain('| Start Time | 2031-03-04 06:12 UTC |');
  expect(texts[0]).toContain('| End Time | 2031-03-04 21:48 UTC |');
  expect(texts[0]).toContain('| Total Duration | 15 hrs |');
  expect(texts[1]).toContain('| Total Duration |  |');
});

test('minutes and contradiction are judged; without both times there is nothing to judge', () => {
  const reading = aReading({
    duration: { ...aReading().duration, minutes: 936 },
    findings: [{ code: 'duration-mismatch', line: 5, message: '' }],
  });
  const others = [
    { ...fact, stated_minutes: null },
    { ...fact, end_utc: null },
  ];
  expect(judgeFacts([fact, ...others], () => reading)).toEqual([
    { number: 7, got: 936, expected: 936.5, minutes: 'right', mismatch: { expected: true, raised: true } },
    { number: 7, got: 936, expected: 936.5, minutes: 'right', mismatch: { expected: null, raised: true } },
  ]);
});
