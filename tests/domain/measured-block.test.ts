import { describe, expect, test } from 'vitest';
import { hashOfText, withMark, writeMark } from '../../src/domain/mark.ts';
import type { MetricEvidence } from '../../src/domain/measure/evidence.ts';
import type { Figures, ServiceFigures, WindowFigures } from '../../src/domain/measure/figures.ts';
import { miss } from '../../src/domain/measure/miss.ts';
import { measuredBlock, provenIn } from '../../src/domain/measured-block.ts';
import { extractQuickActions } from '../../src/sandbox/gitlab/text/quick-actions.ts';
import { mentionsIn } from '../../src/sandbox/gitlab/text/references.ts';
import { someEvidence } from '../fakes/evidence.ts';
import { hostileTexts } from '../fakes/hostile.ts';

const incident = { project: 7, issue: 700, iid: 12 };
const service = 'Service::CI Runners';
const window = { start: '2024-10-31T04:18:00.000Z', end: '2024-10-31T22:05:00.000Z' };
const measured: ServiceFigures = {
  service,
  requests: {
    figure: {
      affected: 5_012_766.6,
      total: 556_974_066.7,
      share: 0.9,
      extrapolated: true,
      inPart: false,
      lacks: null,
    },
  },
  customers: { miss: miss('several-series', 'customersAffected', '3') },
};

function figures(over: Partial<Figures> = {}): Figures {
  return {
    round: 1,
    present: { ...window, services: [measured], charts: [] },
    attempts: 1,
    firstTriedAt: '2024-10-31T22:08:00.000Z',
    triedUntil: '2024-11-07T04:18:00.000Z',
    nextAt: null,
    chartsAskedAt: null,
    earlier: [],
    replaced: [],
    ...over,
  };
}

const blockOf = (of: Figures, evidence: MetricEvidence[] = [someEvidence()], answers = {}) =>
  measuredBlock({ incident, figures: of, evidence, answers, unread: [] }) ?? '';
const reviewWith = (block: string) =>
  withMark(
    `# Review\n\n${block}\n\nwords of people`,
    writeMark({
      incident,
      template: 'incident-review',
      cells: {},
      blocks: { measured: hashOfText(block) },
      boxes: {},
    }),
  );

describe('the block of what was measured', () => {
  test('tells figure, window, source, moment and query', () => {
    expect(blockOf(figures()).split('\n').slice(0, 12)).toEqual([
      '<details>',
      '<summary>What was measured</summary>',
      '',
      'Impact: from 2024-10-31 04:18 UTC to 2024-10-31 22:05 UTC',
      '',
      '- `Service::CI Runners`: ≈ 5.01 million requests (0.9 % of all), extrapolated',
      '- `Service::CI Runners`: customers affected, not measured yet: the query gives several values instead of one; tried again until 2024-11-07 04:18 UTC',
      '',
      'Asked for it:',
      '',
      '- `Service::CI Runners`, `requestsAffected`: 5012766.6, asked of [`https://prometheus.example.com`](https://grafana.example.com/explore?expr=sum%28increase%28failed%5B64020s%5D%29%29) on 2024-10-31 22:08 UTC: `sum(increase(failed[64020s]))`',
      '',
    ]);
  });

  test('is none before anything was tried', () => {
    const untried = figures({ present: { ...window, services: [], charts: [] } });
    expect(measuredBlock({ incident, figures: untried, evidence: [], answers: {}, unread: [] })).toBeNull();
  });

  test("compares a person's figure with that of all services that count it", () => {
    const answers = { requestsAffected: 'six million, says the pager: 6,000,000' };
    const says = '- Requests Affected: the review says 6 million, 20 % more than the ≈ 5.01 million that';
    expect(blockOf(figures(), [], answers)).toContain(says);
    const of = (...services: ServiceFigures[]) =>
      blockOf(figures({ present: { ...window, services, charts: [] } }), [], answers);
    const service = 'Service::Uploads';
    expect(of(measured, { service, requests: null, customers: null })).toContain(says);
    expect(of(measured, { ...measured, service })).toContain('the review says 6 million, 40 % less than the');
    // Nobody knows how many there were.
    const unknown = { service, requests: { miss: miss('source-failed') }, customers: null };
    expect(of(measured, unknown)).not.toContain('the review says');
  });

  test('names what in the table is no moment that can be read', () => {
    const block = measuredBlock({
      incident,
      figures: figures(),
      evidence: [],
      answers: {},
      unread: ['start'],
    });
    expect(block).toContain('_Start Time_ in the table is no moment that can be read');
  });

  test('shows a query to the character', () => {
    const query = 'sum(increase(failed{code=~"500|502"}[60s]))';
    expect(blockOf(figures(), [someEvidence({ query })])).toContain(`\`${query}\``);
  });

  test('says the same until something else is known', () => {
    const later = figures({ attempts: 99, round: 4 });
    expect(blockOf(later)).toBe(blockOf(figures()));
  });
});

describe('what a review proves', () => {
  test('is what was measured, with its evidence, and nothing of what was not', () => {
    const earlier: WindowFigures = {
      start: '2024-10-31T04:00:00.000Z',
      end: window.end,
      charts: [],
      services: [
        {
          service,
          requests: {
            loss: {
              from: '2024-10-31T04:00:00.000Z',
              since: '2024-11-07T04:00:00.000Z',
              all: false,
              retentionDays: 7,
            },
            last: { reason: 'source-failed' },
          },
          customers: null,
        },
      ],
    };
    const untried: WindowFigures = { start: null, end: window.end, services: [], charts: [] };
    const text = reviewWith(blockOf(figures({ earlier: [earlier, untried] })));
    expect(provenIn(text)).toEqual({
      windows: [{ ...window, services: [measured], charts: [] }, earlier],
      evidence: [someEvidence()],
    });
  });

  test('holds whatever people and sources write, and nobody is mentioned, nothing done', () => {
    for (const hostile of hostileTexts) {
      const one = someEvidence({
        service: hostile,
        query: hostile,
        source: hostile,
        link: hostile,
        warnings: [hostile],
        detail: hostile,
      });
      const of = figures({
        present: { ...window, services: [{ ...measured, service: hostile }], charts: [] },
      });
      const text = reviewWith(blockOf(of, [one]));
      expect([...mentionsIn(text)], hostile).toEqual([]);
      expect(extractQuickActions(text, true).commands, hostile).toEqual([]);
      const proof = provenIn(text);
      expect(proof?.windows[0]?.services[0]?.service).toBe(hostile);
      expect(proof?.evidence).toEqual([one]);
    }
  });

  test('is nothing where a person has edited it, or the mark is gone, or is of another incident', () => {
    const text = reviewWith(blockOf(figures()));
    expect(provenIn(text.replace('"affected":5012766.6', '"affected":1'))).toBeNull();
    expect(provenIn(text.replace(/<!-- incident-review-bot \{.*/, ''))).toBeNull();
    expect(provenIn(text.replace('"issue":700', '"issue":701'))).toBeNull();
    expect(provenIn('words')).toBeNull();
  });

  test('is there where a person has edited the words around it, or moved it, or GitLab its line ends', () => {
    const text = reviewWith(blockOf(figures()));
    const proof = provenIn(text);
    expect(proof).not.toBeNull();
    expect(provenIn(text.replace('Impact:', '**Impact:**'))).toEqual(proof);
    expect(provenIn(text.replace('<details>', ''))).toEqual(proof);
    expect(provenIn(text.replaceAll('\n', '\r\n'))).toEqual(proof);
  });

  test.each<[string, (block: string) => string]>([
    ['no JSON', (block) => block.replace('{"windows"', '{windows')],
    ['another shape', (block) => block.replace('"affected":5012766.6', '"affected":"5012766.6"')],
    ['no moment', (block) => block.replace('"readAt":"2024', '"readAt":"never')],
    ['an unknown reason', (block) => block.replace('"several-series"', '"a-whim"')],
    ['nothing', (block) => block.replace(/<!--.*-->/, '')],
  ])('is nothing where its line is %s', (_, damage) => {
    expect(provenIn(reviewWith(damage(blockOf(figures()))))).toBeNull();
  });

  test('leaves out the oldest windows where all of them are too long', () => {
    const long = (start: string): WindowFigures => ({ ...window, start, services: [measured], charts: [] });
    const starts = [1, 2, 3, 4].map((hour) => `2024-10-31T0${hour}:00:00.000Z`);
    const evidence = starts.map((start) =>
      someEvidence({ window: { start, end: window.end, seconds: 9 }, query: 'x'.repeat(25_000) }),
    );
    const [present, ...earlier] = starts.map(long);
    if (present === undefined) throw new Error('there is no window');
    const block = blockOf(figures({ present, earlier }), evidence);
    expect(block.length).toBeLessThan(80_000);
    expect(provenIn(reviewWith(block))?.windows.map(({ start }) => start)).toEqual(starts.slice(0, 2));
  });
});
