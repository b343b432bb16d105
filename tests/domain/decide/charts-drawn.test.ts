import { expect, test } from 'vitest';
import { decide } from '../../../src/domain/decide/index.ts';
import type { Figures } from '../../../src/domain/measure/figures.ts';
import type { Review } from '../../../src/domain/review.ts';
import { someEvidence } from '../../fakes/evidence.ts';
import { failed, figure, figures, kept, measuring, service, window } from '../../fakes/measured-review.ts';
import { aPlacedChart } from '../../fakes/placed-chart.ts';

const now = '2024-10-31T23:00:00.000Z';
const again = '2024-11-01T02:33:00.000Z';
const present: Figures['present'] = { ...window, services: [figure(7)], charts: [] };
const chart = aPlacedChart();

function drawn(
  review: Review,
  over: { charts?: (typeof chart)[]; hidden?: boolean; again?: string | null; round?: number } = {},
) {
  const event = {
    kind: 'charts.drawn' as const,
    incident: review.incident,
    round: 1,
    charts: [chart],
    hidden: false,
    again: null,
    ...over,
  };
  const decision = decide(event, { review, as: 'incident' }, measuring(), now);
  return {
    outcome: decision.outcome,
    charts: decision.review?.figures?.present.charts,
    intents: decision.intents.map(({ body: { kind }, notBefore = null }) => [kind, notBefore]),
  };
}

test('charts are kept with the window that they show, and written', () => {
  expect(drawn(kept({ figures: figures({ present }) }))).toEqual({
    outcome: 'done',
    charts: [chart],
    intents: [['refresh-key-information', null]],
  });
});

test('what is still to come is drawn when it has passed', () => {
  expect(drawn(kept({ figures: figures({ present }) }), { again }).intents).toEqual([
    ['refresh-key-information', null],
    ['draw-charts', again],
  ]);
});

test('charts that were drawn stay where nothing can be drawn any more', () => {
  const before = kept({ figures: figures({ present: { ...present, charts: [chart] } }) });
  expect(drawn(before, { charts: [] })).toEqual({ outcome: 'done', charts: [chart], intents: [] });
});

test.each<[string, Partial<Review>]>([
  ['another window', { figures: figures({ round: 2, present }) }],
  ['nothing', { figures: null }],
  ['a review that was closed', { figures: figures({ present }), standing: 'closed' }],
])('charts of %s are dropped', (_, over) => {
  expect(drawn(kept(over))).toMatchObject({ outcome: 'ignored', intents: [] });
});

test.each<[string, Figures['present']['services'], boolean, boolean]>([
  ['has answered', [figure(7)], true, true],
  ['has not answered', [failed], false, false],
  ['has answered what is no count', [failed], true, true],
  ['was asked for nothing but a ratio', [{ service, requests: null, customers: null }], false, true],
  ['has answered for one of two', [failed, figure(7)], true, true],
])('where the source %s, charts are drawn or not', (_, services, isAnswered, isDrawn) => {
  const review = kept({ figures: figures() });
  const { incident } = review;
  const event = {
    kind: 'figures.measured' as const,
    incident,
    round: 1,
    attempt: 1,
    at: now,
    services,
    evidence: isAnswered ? [someEvidence()] : [],
    again: null,
    triedUntil: null,
  };
  const { intents } = decide(event, { review, as: 'incident' }, measuring(), now);
  expect(intents.some(({ body }) => body.kind === 'draw-charts')).toBe(isDrawn);
});
