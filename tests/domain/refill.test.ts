import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectReview } from '../../src/adapters/templates/project-review.ts';
import { cellsOf } from '../../src/domain/cells.ts';
import { howFound } from '../../src/domain/how-found.ts';
import { type KeyInformation, nothingFound } from '../../src/domain/key-information.ts';
import { hashOfText, readMark } from '../../src/domain/mark.ts';
import { mayRefill, refill, type Wanted } from '../../src/domain/refill.ts';
import { hostileText } from '../fakes/hostile.ts';
import { someValues } from '../fakes/values.ts';

const first: KeyInformation = {
  ...nothingFound,
  start: {
    value: '2024-10-31T05:02:00.000Z',
    source: 'when the incident was opened',
    confidence: 'fallback',
  },
};
const then: KeyInformation = {
  ...first,
  customersAffected: { value: 'Some 40 shops', source: 'the words of the description', confidence: 'stated' },
  start: {
    value: '2024-10-31T04:18:00.000Z',
    source: 'field "Start" of the description',
    confidence: 'stated',
  },
};

const valuesOf = (keyInformation: KeyInformation, readAt = '2024-10-31T22:07:00.000Z') =>
  someValues({ keyInformation, readAt });
const wantedOf = (keyInformation: KeyInformation, readAt?: string): Wanted => {
  const values = valuesOf(keyInformation, readAt);
  return {
    cells: cellsOf(values),
    blocks: { howFound: howFound(values), measured: null, charts: null, times: null },
  };
};

const form = [
  '# Review',
  '',
  '| What | Value | Remarks |',
  '|------|-------|---------|',
  '| Customers Affected | [how many?] | a |',
  '| Start Time | | b |',
  '| End Time | _when?_ | c |',
  '',
  'What happened?',
].join('\n');

/** As it was opened. */
const opened = projectReview(form, valuesOf(first), 'gitlab:Review').description;
const startThen = '2024-10-31 05:02 UTC (when the incident was opened)';

const marksIn = (text: string) => text.split('<!-- incident-review-bot').length;

/** The text after people have done something to it and we have read again. */
function refilled(edit: (text: string) => string, keyInformation = then) {
  const text = edit(opened);
  const filled = refill(text, wantedOf(keyInformation));
  if (filled === null) throw new Error('the mark is gone');
  return { ...filled, before: text };
}

describe('what is still ours', () => {
  test('is written anew, and nothing else in the text', () => {
    const { text, written, before } = refilled((one) => one);
    expect(written).toEqual(['customersAffected', 'start', 'howFound']);
    const [was, is] = [before.split('\n'), text.split('\n')];
    expect(is[4]).toBe('| Customers Affected | As stated in the incident: Some 40 shops | a |');
    expect(is[5]).toBe('| Start Time | 2024-10-31 04:18 UTC | b |');
    const isOurs = (line: string) => /^(\||- |Other|<!-- incident)/.test(line);
    expect(is.filter((line) => !isOurs(line))).toEqual(was.filter((line) => !isOurs(line)));
  });

  test('is known again the next time by the hashes in the mark', () => {
    const { text } = refilled((one) => one);
    expect(readMark(text)?.cells.start).toBe(hashOfText('2024-10-31 04:18 UTC'));
    expect(refill(text, wantedOf(then))?.written).toEqual([]);
    expect(refill(text, wantedOf(first))?.text.split('\n')[5]).toBe(`| Start Time | ${startThen} | b |`);
  });

  test('is not written for the time alone at which it was read', () => {
    expect(refill(opened, wantedOf(first, '2024-11-02T09:00:00.000Z'))).toEqual({
      text: opened,
      written: [],
      leftAlone: [],
    });
  });

  test('asks again when nobody says it any more', () => {
    const told = refilled((one) => one).text;
    const { text } = refill(told, wantedOf({ ...then, customersAffected: null })) ?? { text: '' };
    expect(text.split('\n')[4]).toMatch(
      /^\| Customers Affected \| _Fill in: how many customers .*_ \| a \|$/,
    );
  });

  test("keeps the form's own prompts while nobody knows better", () => {
    expect(refilled((one) => one).text).toContain('| End Time | _when?_ | c |');
  });

  test('is found with the line ends of a browser too', () => {
    const { text, written } = refilled((one) => one.replaceAll('\n', '\r\n'));
    expect(written).toEqual(['customersAffected', 'start', 'howFound']);
    expect(text).toContain('| Start Time | 2024-10-31 04:18 UTC | b |\r\n');
  });
});

describe('what people did stays', () => {
  test.each<[string, (text: string) => string, string[]]>([
    ['an answer', (text) => text.replace(startThen, 'about four'), ['customersAffected', 'howFound']],
    ['an answer in italics', (text) => text.replace('[how many?]', '_none_'), ['start', 'howFound']],
    [
      'a note that no reader sees',
      (text) => text.replace('[how many?]', '<!-- ask Bob -->'),
      ['start', 'howFound'],
    ],
    [
      'a word added to ours',
      (text) => text.replace(startThen, `${startThen}, or so`),
      ['customersAffected', 'howFound'],
    ],
    [
      'a row that was taken out',
      (text) => text.replace(/^\| Start Time.*\n/m, ''),
      ['customersAffected', 'howFound'],
    ],
    [
      'a row with another name',
      (text) => text.replace('Start Time', 'Deploy'),
      ['customersAffected', 'howFound'],
    ],
    [
      'a block that was taken out',
      (text) => text.replace(/<details>[\s\S]*<\/details>/, ''),
      ['customersAffected', 'start'],
    ],
    [
      'a block that was edited',
      (text) => text.replace('Nothing is estimated', 'Well'),
      ['customersAffected', 'start'],
    ],
    ['a table that was taken out', (text) => text.replace(/^\|.*\n/gm, ''), ['howFound']],
    [
      'all else',
      (text) => text.replace('What happened?', '| Start Time | noon |\n\n\n  A lot. \n'),
      ['customersAffected', 'start', 'howFound'],
    ],
  ])('%s', (_, edit, written) => {
    const done = refilled(edit);
    expect(done.written).toEqual(written);
    const people = edit(opened)
      .split('\n')
      .filter((line) => !opened.includes(line));
    for (const line of people) expect(done.text.split('\n')).toContain(line);
  });

  test('a value that they took away is not put back, but a new one is', () => {
    const emptied = opened.replace(startThen, '');
    expect(refill(emptied, wantedOf(first))?.written).toEqual([]);
    expect(refill(emptied, wantedOf(then))?.written).toContain('start');
  });

  test('an answer is said to have been left alone', () => {
    expect(refilled((text) => text.replace(startThen, 'about four')).leftAlone).toEqual(['start']);
  });

  test('a text without our mark is none of ours', () => {
    const unmarked = opened.replace(/<!-- incident-review-bot .*/, '');
    expect([refill(unmarked, wantedOf(then)), mayRefill(unmarked)]).toEqual([null, false]);
  });
});

test('a table that was moved is found where it is', () => {
  const [head = '', ...rest] = opened.split('\n\n');
  const [table = '', block = '', ...more] = rest;
  const moved = [head, block, ...more.slice(0, -1), table, more.at(-1) ?? ''].join('\n\n');
  expect(refill(moved, wantedOf(then))?.written).toEqual(
    expect.arrayContaining(['start', 'customersAffected']),
  );
});

test('nothing is left to write where people have answered all of it', () => {
  expect(mayRefill(opened)).toBe(true);
  const answered = opened
    .replace('[how many?]', '40')
    .replace(startThen, 'four')
    .replace('_when?_', 'ten')
    .replace('Nothing is estimated', 'Well');
  expect(mayRefill(answered)).toBe(false);
});

test('a review of the first version, whose mark knows no blocks, keeps its block and gets its cells', () => {
  const old = opened.replace(/,"blocks":\{.*?\},"boxes":\{.*?\},"version":3/, ',"version":1');
  expect(refill(old, wantedOf(then))?.written).toEqual(['customersAffected', 'start']);
});

test('whatever stands around it, it only changes what was ours, and a second time nothing', () => {
  fc.assert(
    fc.property(hostileText, hostileText, fc.boolean(), (before, cell, answered) => {
      const line = cell.replace(/[|\n\r\\`]/g, ' ').trim();
      const edited = answered ? opened.replace('[how many?]', () => line) : opened;
      const text = `${before.replaceAll('<', ' ')}\n\n${edited}`;
      const filled = refill(text, wantedOf(then));
      if (filled === null) throw new Error('the mark is gone');
      expect(refill(filled.text, wantedOf(then))?.written).toEqual([]);
      expect(marksIn(filled.text)).toBe(marksIn(text));
    }),
    { numRuns: 300 },
  );
});
