import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { findBoxes } from '../../../src/domain/boxes/find-boxes.ts';
import { readReviewText } from '../../../src/domain/review-text/review-text.ts';
import { isInOtherWords, partsOf } from '../../../src/domain/review-text/sections.ts';
import { hostileText } from '../../fakes/hostile.ts';

const shape = (text: string) =>
  readReviewText(text).sections.map(({ title, level, line, pieces }) => [
    title,
    level,
    line,
    ...pieces.map(({ line: at, kind, source }) => `${at} ${kind} ${source}`),
  ]);

it('is taken apart into sections, and these into paragraphs, items and cells', () => {
  const text =
    'Before.\n\n# One\n\nA\nB\n\n- c\n  - d\n\n    e\n\n> f\n\n### Two\n\n| g | h |\n| --- | --- |\n| i | j |\n\n1. k';
  expect(shape(text)).toEqual([
    ['', 0, 1, '1 paragraph Before.'],
    ['One', 1, 3, '5 paragraph A\nB', '8 item c', '9 item d', '11 item e', '13 paragraph f'],
    ['Two', 3, 15, '17 cell g', '17 cell h', '19 cell i', '19 cell j', '21 item k'],
  ]);
});

it.each([
  ['code', '# A\n\n```\n# B\nx\n```\n\n    y'],
  ['comments', '# A\n\n<!--\n# B\nx\n-->'],
  ['our blocks', '# A\n\n<details>\n<summary>What was measured</summary>\n\nx\n\n</details>'],
])('has nothing of %s', (_, text) => {
  expect(shape(text)).toEqual([
    ['', 0, 1],
    ['A', 1, 1],
  ]);
});

it('keeps what people fold away, and what stands in quotes heads nothing', () => {
  expect(shape('# A\n\n<details>\n<summary>Logs</summary>\n\nx\n\n</details>\n\n> # B\n\n- # C')).toEqual([
    ['', 0, 1],
    ['A', 1, 1, '6 paragraph x', '10 paragraph B', '12 item C'],
  ]);
});

it('reads the line ends of browsers', () => {
  expect(shape('# A\r\n\r\nx\r\ny\r\n')).toEqual([
    ['', 0, 1],
    ['A', 1, 1, '3 paragraph x\ny'],
  ]);
});

it('has what stands in the cells, and null without the table', () => {
  const table = '| Metric | Value |\n| --- | --- |\n| Start Time | a \\| b |\n| End Time |  |\n';
  expect(readReviewText(table).cells).toEqual({ start: 'a \\| b', end: '' });
  expect(readReviewText('# A').cells).toBeNull();
});

it('has the first box of each guideline, wherever it stands but in code', () => {
  const text =
    '# A\n\n* [ ] one <!-- guideline:title -->\n  1. [x] two <!-- guideline:labels -->\n\n- three <!-- guideline:title -->\n\n```\n- [ ] x <!-- guideline:summary -->\n```\n\nno box <!-- guideline:details -->';
  expect([...readReviewText(text).boxes]).toEqual([
    ['title', 'one <!-- guideline:title -->'],
    ['labels', 'two <!-- guideline:labels -->'],
  ]);
});

it.each([
  ['in a line of its own', '- [ ] one\n  <!-- guideline:title -->', true],
  ['without blanks', '- [ ] one <!--guideline:title-->', true],
  ['in code', '- [ ] one `<!-- guideline:title -->`', false],
  ['on an item without a box', '- one <!-- guideline:title -->', false],
])('knows the boxes that are ticked, and no others: a mark %s', (_, text, isBox) => {
  expect(readReviewText(text).boxes.has('title')).toBe(isBox);
  expect(findBoxes(text)).toHaveLength(isBox ? 1 : 0);
});

describe('parts', () => {
  const titles = (text: string, ...without: Parameters<typeof partsOf>[2][]) =>
    partsOf(readReviewText(text), 'Details', ...without).map(({ title }) => title);

  test.each<[string, string, string[]]>([
    ['with those inside', '# Details\n## A\n### B\n# C', ['Details', 'A', 'B']],
    ['up to one of the same level', '## Details\n### A\n## B\n### C', ['Details', 'A']],
    ['up to one further out', '### Details\n# A', ['Details']],
    ['both of two', '# Details\n# A\n# details!\n## B', ['Details', 'details!', 'B']],
    ['one inside of itself', '# Details\n## Details\n# A', ['Details', 'Details']],
    ['deep inside', '# A\n## B\n### What happened?\n## C', ['What happened?']],
    ['none', '# A\n# B', []],
    ['without some', '# Details\n## A\n## Metrics\n### C\n## D', ['Details', 'A', 'D']],
  ])('%s', (_, text, expected) => {
    expect(titles(text, ['Metrics'])).toEqual(expected);
  });
});

it('knows other words than ours', () => {
  const other = (text: string) => isInOtherWords(readReviewText(text));
  expect(other('# Zusammenfassung\n\n# Einzelheiten')).toBe(true);
  expect(other('# 概要\n\n# 詳細\n\n# Timeline')).toBe(true);
  expect(other('# Summary\n\n# Einzelheiten\n\n# Root cause')).toBe(false);
  expect(other('# In short')).toBe(false);
  expect(other('')).toBe(false);
});

describe('a copy of a page, without its marks', () => {
  const copy =
    'Incident Review: Checkout\n\nKey Information\n\nMetric Value\nCustomers Affected\n\nAbout 40 shops.\n\n(no logs)\n\nStart Time\n\n04:18 UTC\n\nTotal Duration 17hrs 47min\nSummary\n\nCustomer Impact\n\nNothing could be bought.\n\nDetails\n\nIt was long.\n';

  it('has sections and cells all the same', () => {
    const text = readReviewText(copy);
    expect(text.cells).toEqual({
      customersAffected: 'About 40 shops.  (no logs)',
      start: '04:18 UTC',
      duration: '17hrs 47min',
    });
    expect(partsOf(text, 'Summary').map(({ title }) => title)).toEqual(['Summary', 'Customer Impact']);
    expect(partsOf(text, 'Details')[0]?.pieces.map(({ source }) => source)).toEqual(['It was long.']);
  });

  it('is nothing that has a heading', () => {
    expect(readReviewText(`# A\n\n${copy}`).cells).toBeNull();
  });
});

it('takes whatever people write', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (a, b) => {
      const { sections, lines } = readReviewText(`# ${a}\n\n${b}\n- ${a}`);
      for (const { pieces } of sections) {
        for (const { line } of pieces) expect(line).toBeLessThanOrEqual(lines.length);
      }
    }),
  );
});
