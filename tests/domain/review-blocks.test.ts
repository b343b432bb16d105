import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../src/domain/cells.ts';
import type { PlacedChart } from '../../src/domain/chart/placed-chart.ts';
import { chartsBlock } from '../../src/domain/charts-block.ts';
import { nothingFound } from '../../src/domain/key-information.ts';
import { hashOfText, readMark, withMark, writeMark } from '../../src/domain/mark.ts';
import { mayWriteBlock, refill, type Wanted } from '../../src/domain/refill.ts';
import { timesBlock } from '../../src/domain/times/times-block.ts';
import { aPlacedChart } from '../fakes/placed-chart.ts';
import { someValues } from '../fakes/values.ts';
import { someMoments } from './times/values.ts';

const table = ['| Metric | Value |', '| --- | --- |', '| Start Time | four |', '| End Time | five |'];
const prompt = '_Fill in: for each affected service a chart over the impact window_';
const howFound = ['<details>', '<summary>How these figures were found</summary>', '', '</details>'];
const measured = ['<details>', '<summary>What was measured</summary>', '', '- much', '', '</details>'].join(
  '\n',
);
const blockOf = (chart: PlacedChart) =>
  chartsBlock(
    { present: { start: null, end: null, services: [], charts: [chart] }, earlier: [] },
    7,
    false,
  ) ?? '';
const charts = blockOf(aPlacedChart());
const again = blockOf(aPlacedChart({ readAt: '2024-11-01T09:00:00.000Z' }));

const reviewOf = (lines: string[], blocks = {}) =>
  withMark(
    lines.join('\n'),
    writeMark({
      incident: { project: 7, issue: 700, iid: 12 },
      template: 'incident-review',
      cells: {},
      blocks,
      boxes: {},
    }),
  );
const wanted = (blocks: Partial<Wanted['blocks']>): Wanted => ({
  cells: cellsOf(someValues({ keyInformation: nothingFound })),
  blocks: { howFound: null, measured: null, charts: null, times: null, ...blocks },
});
const written = (lines: string[], blocks: Partial<Wanted['blocks']>, hashes = {}) => {
  const filled = refill(reviewOf(lines, hashes), wanted(blocks));
  return filled?.text.split('\n').slice(0, -2).join('\n');
};

describe('charts go', () => {
  test.each<[string, string[], string[]]>([
    [
      'into the place of the prompt below Metrics',
      [...table, '', '### Metrics', '', prompt, '', '## Outcomes', 'none'],
      [...table, '', '### Metrics', '', charts, '', '## Outcomes', 'none'],
    ],
    [
      'below Metrics where nothing stands there',
      [...table, '', '## Metrics', '## Outcomes'],
      [...table, '', '## Metrics', '', charts, '', '## Outcomes'],
    ],
    [
      'above what a person has written there',
      [...table, '## Metrics', '', 'see the board', '', 'and the other'],
      [...table, '## Metrics', '', charts, '', 'see the board', '', 'and the other'],
    ],
    [
      'below the table where there is no such section',
      [...table, '', 'words'],
      [...table, '', charts, '', 'words'],
    ],
    [
      'below what stands there of ours already',
      [...table, '', ...howFound, '', measured, '', 'words'],
      [...table, '', ...howFound, '', measured, '', charts, '', 'words'],
    ],
  ])('%s', (_, before, after) => {
    expect(written(before, { charts })).toBe(after.join('\n'));
  });

  test('into the last section of a review, above our mark', () => {
    const text = reviewOf([...table, '', '## Metrics']);
    const filled = refill(text, wanted({ charts }));
    expect(filled?.text.split('\n').slice(0, -2).join('\n')).toBe(
      [...table, '', '## Metrics', '', charts].join('\n'),
    );
    expect(readMark(filled?.text ?? '')?.blocks.charts).toBe(hashOfText(charts));
    const second = refill(filled?.text ?? '', wanted({ charts: again }));
    expect(second?.text).toContain(again);
  });

  test('nowhere without a table and a section', () => {
    expect(written(['words'], { charts })).toBe('words');
    expect(mayWriteBlock(reviewOf(['words']), 'charts')).toBe(false);
  });

  test('below what was measured, where both come at once', () => {
    expect(written([...table, '', 'words'], { measured, charts })).toBe(
      [...table, '', measured, '', charts, '', 'words'].join('\n'),
    );
  });
});

describe('charts that stand there', () => {
  const hashes = { charts: hashOfText(charts) };
  const lines = ['# A', '', charts, '', 'words'];

  test('are replaced, not stacked', () => {
    expect(written(lines, { charts: again }, hashes)).toBe(['# A', '', again, '', 'words'].join('\n'));
    const text = refill(reviewOf(lines, hashes), wanted({ charts: again }))?.text ?? '';
    expect(readMark(text)?.blocks.charts).toBe(hashOfText(again));
    expect(refill(text, wanted({ charts: again }))?.written).toEqual([]);
  });

  test('and were moved are replaced where they stand', () => {
    const moved = ['words', '', charts];
    expect(written(moved, { charts: again }, hashes)).toBe(['words', '', again].join('\n'));
  });

  test.each<[string, (text: string) => string]>([
    ['edited', (text) => text.replace('Source:', 'The source:')],
    ['taken away', (text) => text.replace(charts, '')],
    ['cut', (text) => text.replace('<!-- incident-review-bot-charts-end -->', '')],
  ])('and were %s by a person stay so', (_, edit) => {
    const text = edit(reviewOf([...table, '', ...lines], hashes));
    expect(refill(text, wanted({ charts: again }))?.text).toBe(text);
    expect(mayWriteBlock(text, 'charts')).toBe(false);
  });
});

describe('times go', () => {
  const times = timesBlock(someMoments(), { cause: null, revert: null });

  test.each<[string, string[], string[]]>([
    [
      'directly below Details, above the prompt',
      [...table, '', '## Details', '', prompt, '', '## Outcomes'],
      [...table, '', '## Details', '', times, '', prompt, '', '## Outcomes'],
    ],
    [
      'above the story that a person has told',
      [...table, '## Details', 'It began at night.'],
      [...table, '## Details', '', times, '', 'It began at night.'],
    ],
    [
      'below the table where there are no Details',
      [...table, '', 'words'],
      [...table, '', times, '', 'words'],
    ],
  ])('%s', (_, before, after) => {
    expect(written(before, { times })).toBe(after.join('\n'));
  });

  test('and what was measured later goes below the table all the same', () => {
    const before = [...table, '', '## Details', '', times, '', prompt];
    expect(written(before, { measured: 'measured' }, { times: hashOfText(times) })).toBe(
      [...table, '', 'measured', '', '## Details', '', times, '', prompt].join('\n'),
    );
  });
});
