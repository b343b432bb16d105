import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellNames } from '../../src/domain/cells.ts';
import {
  blockNames,
  hashOfText,
  looksLikeMark,
  type ReviewMark,
  readCommentMark,
  readMark,
  withMark,
  withMarkAnew,
  writeCommentMark,
  writeMark,
} from '../../src/domain/mark.ts';
import { hostileText, hostileTexts, skeleton } from '../fakes/hostile.ts';

const incident = { project: 1, issue: 2, iid: 3 };
const mark: ReviewMark = {
  incident,
  template: 'incident-review',
  cells: { severity: 'b2df5a9e1f0c4477', start: '0000000000000000' },
  blocks: { howFound: '1111111111111111' },
  boxes: { title: 'x', details: '~' },
};
const line = writeMark(mark);

describe('a mark', () => {
  test('is one line of comment that begins with the incident', () => {
    expect(line).toBe(
      '<!-- incident-review-bot {"incident":{"project":1,"issue":2,"iid":3},"template":"incident-review",' +
        '"cells":{"severity":"b2df5a9e1f0c4477","start":"0000000000000000"},' +
        '"blocks":{"howFound":"1111111111111111"},"boxes":{"title":"x","details":"~"},"version":3} -->',
    );
  });

  test('is read as it was written, whatever the template is called', () => {
    fc.assert(
      fc.property(
        fc.record({
          incident: fc.record({
            project: fc.integer({ min: 1, max: 2 ** 40 }),
            issue: fc.integer({ min: 1, max: 2 ** 40 }),
            iid: fc.integer({ min: 1, max: 1e6 }),
          }),
          template: fc
            .oneof(hostileText, fc.constantFrom(...hostileTexts))
            .map((name) => `gitlab:${name}`.slice(0, 255)),
          cells: fc.dictionary(fc.constantFrom(...cellNames), fc.string().map(hashOfText)),
          blocks: fc.dictionary(fc.constantFrom(...blockNames), fc.string().map(hashOfText)),
          boxes: fc
            .dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,63}$/), fc.constantFrom('x', ' ', '~'))
            .map((boxes) => ({ ...boxes })),
        }),
        hostileText,
        (written, before) => {
          const whole = withMark(before, writeMark(written));
          expect(readMark(whole)).toEqual(written);
          // It is one comment, and nothing after it.
          expect(skeleton(writeMark(written))).toEqual([`html_block ${writeMark(written)}`]);
          expect(writeMark(written).slice(4, -3)).not.toMatch(/--|[<>&\n]|[^\x20-\x7e]/);
        },
      ),
    );
  });

  test('of an older version is still read, and has no boxes, or no blocks either', () => {
    const second = line.replace(/"boxes":\{.*?\},"version":3/, '"version":2');
    expect(readMark(second)).toEqual({ ...mark, boxes: {} });
    const first = second.replace(/"blocks":\{.*?\},"version":2/, '"version":1');
    expect(readMark(first)).toEqual({ ...mark, blocks: {}, boxes: {} });
  });

  test('leaves out what no list of guidelines has: more than a hundred boxes', () => {
    const boxes = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`a-${n}`, 'x' as const]));
    const kept = readMark(writeMark({ ...mark, boxes }))?.boxes ?? {};
    expect(Object.keys(kept)).toEqual(Object.keys(boxes).slice(0, 100));
  });

  test('takes the place of the one before, and nothing else changes', () => {
    const anew = { ...mark, cells: {} };
    for (const [before, after] of [
      ['', ''],
      ['a\r\n\r\n', '\r\n \n'],
      ['a\n  ', '  '],
    ]) {
      expect(withMarkAnew(`${before}${line}${after}`, anew)).toBe(`${before}${writeMark(anew)}${after}`);
    }
  });

  test('is still read when GitLab has changed line ends and white space', () => {
    expect(readMark(`text\r\n\r\n${line}  \r\n\r\n`)).toEqual(mark);
    expect(readMark(line)).toEqual(mark);
  });

  test('counts in the last line alone', () => {
    expect(readMark(`${line}\n\nA person wrote below it.`)).toBeNull();
    expect(readMark(`A sentence. ${line}`)).toBeNull();
    expect(readMark(`${line} and more`)).toBeNull();
    expect(readMark('')).toBeNull();
  });

  test.each([
    ['another version', line.replace('"version":3', '"version":4')],
    ['no version', line.replace(',"version":3', '')],
    ['the first version, but with blocks', line.replace('"version":3', '"version":1')],
    ['the second version, but with boxes', line.replace('"version":3', '"version":2')],
    ['a box with anything else in it', line.replace('"title":"x"', '"title":"X"')],
    ['a box with an id that is none', line.replace('"title":"x"', '"__proto__":"x"')],
    ['a block that we do not know', line.replace('howFound', 'colours')],
    ['a key that we do not know', line.replace('"version":3', '"version":3,"admin":true')],
    ['an id that is text', line.replace('"issue":2', '"issue":"2"')],
    ['an id that is nought', line.replace('"iid":3', '"iid":0')],
    ['an id that is no whole number', line.replace('"iid":3', '"iid":3.5')],
    ['an id too large to be exact', line.replace('"issue":2', '"issue":9007199254740993')],
    ['a missing id', line.replace(',"iid":3', '')],
    ['a cell that does not exist', line.replace('"severity"', '"colour"')],
    ['a hash that is none', line.replace('b2df5a9e1f0c4477', 'B2DF5A9E1F0C4477')],
    ['cells that are a list', line.replace(/"cells":\{.*?\}/, '"cells":[]')],
    ['no template', line.replace('"template":"incident-review"', '"template":""')],
    ['a prototype', line.replace('"version":3', '"version":3,"__proto__":{}')],
    ['another name', line.replace('incident-review-bot', 'incident-review-bots')],
    ['broken JSON', line.replace('3} -->', '3 -->')],
    ['no object', '<!-- incident-review-bot null -->'],
    ['nothing', '<!-- incident-review-bot  -->'],
    ['only its ends', '<!-- incident-review-bot -->'],
    ['an end that is missing', line.slice(0, -1)],
    ['a comment mark', writeCommentMark({ topic: 'waiver-reason', incident })],
  ])('is none with %s', (_, forged) => {
    expect(readMark(`text\n\n${forged}`)).toBeNull();
  });

  test('never throws, on a mebibyte of anything either', () => {
    fc.assert(
      fc.property(hostileText, fc.nat(), fc.nat(), (text, from, to) => {
        const [a, b] = [from % line.length, to % line.length];
        readMark(`${line.slice(0, a)}${text}${line.slice(b)}`);
        readCommentMark(`${line.slice(0, a)}${text}${line.slice(b)}`);
        readMark(text);
      }),
    );
    for (const unit of ['<!-- incident-review-bot ', '\n', ' ', '[', '{"incident":', '-->', '\\']) {
      const mebibyte = unit.repeat(Math.ceil(2 ** 20 / unit.length));
      expect(readMark(mebibyte)).toBeNull();
      expect(readMark(`<!-- incident-review-bot ${mebibyte} -->`)).toBeNull();
      expect(readMark(`${mebibyte}\n${line}`)).toEqual(mark);
    }
  });
});

describe('the mark of a comment', () => {
  const said = writeCommentMark({ topic: 'severity-unknown', incident });

  test('names the topic and the incident', () => {
    expect(said).toBe(
      '<!-- incident-review-bot {"topic":"severity-unknown","incident":{"project":1,"issue":2,"iid":3},"version":1} -->',
    );
    expect(readCommentMark(withMark('Please set one.', said))).toEqual({
      topic: 'severity-unknown',
      incident,
    });
  });

  test('is none with a topic that does not exist, nor is that of a review', () => {
    expect(readCommentMark(said.replace('severity-unknown', 'anything'))).toBeNull();
    expect(readCommentMark(line)).toBeNull();
  });
});

test('a line that has the form of a mark is known, whoever wrote it', () => {
  expect(looksLikeMark(` ${line}`)).toBe(true);
  expect(looksLikeMark('<!-- incident-review-bot anything -->')).toBe(true);
  expect(looksLikeMark('<!-- guideline:title -->')).toBe(false);
});

test('the hash of a cell does not depend on white space around it', () => {
  expect(hashOfText(' 22:05 UTC ')).toBe(hashOfText('22:05 UTC'));
  expect(hashOfText('22:05 UTC')).toMatch(/^[0-9a-f]{16}$/);
  expect(hashOfText('22:05 UTC')).not.toBe(hashOfText('22:06 UTC'));
});

test('a text gets its mark after an empty line', () => {
  expect(withMark('| a |\n', '<!-- x -->')).toBe('| a |\n\n<!-- x -->');
  expect(withMark('', '<!-- x -->')).toBe('<!-- x -->');
});
