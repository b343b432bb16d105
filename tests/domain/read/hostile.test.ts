import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingCodes } from '../../../src/domain/read/findings.ts';
import { readKeyInformation } from '../../../src/domain/read/index.ts';

const local = /^(?:\d{4}|\?{4})-(?:\d\d-\d\d|\?\?-\?\?)(?:T\d\d:\d\d)?$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/;

function expectHonest(text: string): void {
  const { start, end, windows, duration, timeline, findings } = readKeyInformation(text, {});
  for (const time of [start, end]) {
    if (time.local !== null) expect(time.local).toMatch(local);
    if (time.value !== null) expect(time.value).toMatch(instant);
    if (time.local === null) expect(Object.values(time)).toEqual(Array(8).fill(null));
  }
  for (const { minutes } of windows) expect(minutes).toBeGreaterThanOrEqual(0);
  expect(duration.minutes ?? 0).toBeGreaterThanOrEqual(0);
  for (const row of timeline) expect(row.local).toMatch(local);
  for (const { code, line } of findings) {
    expect(findingCodes).toContain(code);
    if (line !== null) expect(line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
  }
}

const piece = fc.constantFrom(
  '10:00',
  '24:10',
  '99:99',
  'UTC',
  'PST',
  'IST',
  '2026-05-04',
  '03/10/2026',
  '31/02/2026',
  'Feb 30',
  'May 4',
  'Friday',
  'from',
  'to',
  '-',
  '–',
  'between',
  'and',
  'until',
  'Start:',
  'End:',
  'Duration:',
  '| ',
  '|--|--|',
  '\n',
  '\n\n',
  '- ',
  '# ',
  '> ',
  '```',
  '<!--',
  '-->',
  '~~',
  '**',
  '`',
  '[',
  '](',
  '"',
  'outage begins',
  'restored',
  'failed',
  '90 minutes',
  'All times in CET',
  'HH:mm',
  '14:??',
  '+ 1',
  'next day',
  '5 million requests',
  '12 %',
  'customers',
  '0001-01-01',
  '9999-12-31',
  '½',
  '\u202e',
  '\0',
  '𝟙𝟘:𝟘𝟘',
  '٣:٠٠',
);

describe('whatever stands in a text', () => {
  test('any characters are read without a fault, and what is said is well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => expectHonest(text)),
      { numRuns: 300 },
    );
  });
  test('so are all pieces of incident documents in any order', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => expectHonest(pieces.join(' '))),
      { numRuns: 1_500 },
    );
  });
  test('and the same text always reads the same', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join(' ');
        expect(readKeyInformation(text, {})).toEqual(readKeyInformation(text, {}));
      }),
      { numRuns: 100 },
    );
  });
});
