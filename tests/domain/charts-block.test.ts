import { expect, test } from 'vitest';
import { isUpload, type PlacedChart } from '../../src/domain/chart/placed-chart.ts';
import { chartsBlock, findCharts } from '../../src/domain/charts-block.ts';
import { extractQuickActions } from '../../src/sandbox/gitlab/text/quick-actions.ts';
import { mentionsIn } from '../../src/sandbox/gitlab/text/references.ts';
import { hostileTexts } from '../fakes/hostile.ts';
import { aPlacedChart } from '../fakes/placed-chart.ts';

const none = { start: null, end: null, services: [] };
const blockOf = ({ charts }: { charts: PlacedChart[] }, earlier: PlacedChart[] = [], isThere = false) =>
  chartsBlock({ present: { ...none, charts }, earlier: [{ ...none, charts: earlier }] }, 7, isThere);
const upload = '/uploads/0123456789abcdef0123456789abcdef/requests-affected.png';
const counts = aPlacedChart({ kind: 'requests-affected', upload, link: null });

test('each chart is folded away with its picture and where it came from', () => {
  expect(blockOf({ charts: [aPlacedChart(), counts] })?.split('\n')).toEqual([
    '<!-- incident-review-bot-charts -->',
    '',
    'Measured of `Service::CI Runners`:',
    '',
    '<details>',
    '<summary>Error ratio, from 2024-10-30 23:55 UTC to 2024-10-31 22:05 UTC</summary>',
    '',
    expect.stringMatching(/^!\[Error ratio of .* throughout\.\]\(\/uploads\/0123\w+\/error-ratio\.png\)$/),
    '',
    'Source: [`https://prometheus.example.com`](https://grafana.example.com/explore?expr=sum%28rate%28failed%5B300s%5D%29%29), read on 2024-10-31 22:08 UTC, every 5 min: `sum(rate(failed[300s])) / sum(rate(all[300s]))`',
    '',
    '</details>',
    '',
    '<details>',
    '<summary>Requests affected, from 2024-10-30 23:55 UTC to 2024-10-31 22:05 UTC</summary>',
    '',
    expect.stringContaining(`](${upload})`),
    '',
    expect.stringMatching(/^Source: `https:\/\/prometheus\.example\.com`, read on /),
    '',
    '</details>',
    '',
    '<!-- incident-review-bot-charts-end -->',
  ]);
});

test('charts of several services stand below the name of each', () => {
  const other = aPlacedChart({ service: 'Service::Uploads' });
  const block = blockOf({ charts: [aPlacedChart(), other, counts] }) ?? '';
  expect(block.match(/^Measured of .*|<summary>\w+ \w+/gm)).toEqual([
    'Measured of `Service::CI Runners`:',
    '<summary>Error ratio',
    '<summary>Requests affected',
    'Measured of `Service::Uploads`:',
    '<summary>Error ratio',
  ]);
});

test('without a chart there is no block', () => {
  expect(blockOf({ charts: [] })).toBeNull();
});

test('charts of another window, or of another project, are not those of this one, and it says so', () => {
  const none = [
    '<!-- incident-review-bot-charts -->',
    '',
    'No chart of the impact window could be drawn so far.',
    '',
    '<!-- incident-review-bot-charts-end -->',
  ].join('\n');
  expect(blockOf({ charts: [] }, [counts])).toBe(none);
  expect(blockOf({ charts: [] }, [], true)).toBe(none);
  expect(blockOf({ charts: [aPlacedChart({ project: 8 })] }, [], true)).toBe(none);
});

test.each<[string, (block: string[]) => string[], [number, number] | null]>([
  ['between other lines', (block) => ['a', '', ...block, '', 'b'], [2, 25]],
  ['not without its end', (block) => block.slice(0, -1), null],
  ['not without its beginning', (block) => block.slice(1), null],
])('the block is found %s', (_, around, found) => {
  const block = blockOf({ charts: [aPlacedChart(), counts] })?.split('\n') ?? [];
  expect(findCharts(around(block))).toEqual(found && { from: found[0], to: found[1] });
});

test('nothing that people write ends the block, mentions anybody or does anything', () => {
  for (const hostile of hostileTexts) {
    const words = { service: hostile, alt: hostile, query: hostile, source: hostile, link: hostile };
    const block = blockOf({ charts: [aPlacedChart(words)] }) ?? '';
    expect([...mentionsIn(block)], hostile).toEqual([]);
    expect(extractQuickActions(block, true).commands, hostile).toEqual([]);
    expect(block.match(/^<details>$/gm), hostile).toHaveLength(1);
    expect(findCharts(block.split('\n')), hostile).toEqual({ from: 0, to: block.split('\n').length });
  }
});

test.each<[string, boolean]>([
  [upload, true],
  ['/uploads/0123456789abcdef0123456789abcdef/a_b-c.1.png', true],
  ['/uploads/0123456789abcdef0123456789abcdef/..', false],
  ['/uploads/0123456789abcdef0123456789abcdef/a/../b.png', false],
  ['/uploads/0123456789abcdef0123456789abcdef/a b.png', false],
  ['/uploads/0123456789abcdef0123456789abcdef/a).png', false],
  ['/uploads/short/a.png', false],
  ['https://example.com/uploads/0123456789abcdef0123456789abcdef/a.png', false],
  ['//example.com/uploads/0123456789abcdef0123456789abcdef/a.png', false],
  [`/uploads/0123456789abcdef0123456789abcdef/${'a'.repeat(300)}.png`, false],
])('an upload is known by its address: %s', (address, is) => {
  expect(isUpload(address)).toBe(is);
});
