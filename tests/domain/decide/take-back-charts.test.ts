import { describe, expect, test } from 'vitest';
import type { PlacedChart } from '../../../src/domain/chart/placed-chart.ts';
import { decide } from '../../../src/domain/decide/index.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import { importanceOf, laneOf, protects } from '../../../src/domain/intents.ts';
import { beginAnew, type Figures, uploadsOf } from '../../../src/domain/measure/figures.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Review } from '../../../src/domain/review.ts';
import { anIncident, aReviewIssue } from '../../fakes/facts.ts';
import { figure, figures, kept, measuring, other, service, window } from '../../fakes/measured-review.ts';
import { aPlacedChart } from '../../fakes/placed-chart.ts';

const now = '2024-11-01T00:00:10.000Z';
const updatedAt = '2024-11-01T00:00:00.000Z';
const upload = (digit: string) => `/uploads/${digit.repeat(32)}/error-ratio.png`;
const chart = (digit: string): PlacedChart => aPlacedChart({ upload: upload(digit) });
const shown = (digit: string, of = window) => ({ ...of, services: [figure(7)], charts: [chart(digit)] });
const withOne = figures({ present: shown('1') });

const { incident } = kept();
const incidentHidden: DomainEvent = {
  kind: 'issue.changed',
  issue: anIncident({ confidential: true, updatedAt }),
  before: { confidential: false },
  by: null,
};
const reviewHidden: DomainEvent = {
  kind: 'issue.changed',
  issue: aReviewIssue({ confidential: true, updatedAt }),
  before: {},
  by: null,
};
const moreReaders: DomainEvent = { kind: 'readers.changed', incident, readableByMore: true };
const movedToMore: DomainEvent = {
  kind: 'review.moved',
  incident,
  review: aReviewIssue(),
  readableByMore: true,
};

/** Keys of what is to be taken back. */
function takenBack(
  event: DomainEvent,
  over: Partial<Review> = {},
  { as = 'incident', policy = measuring() }: { as?: 'incident' | 'review'; policy?: Policy } = {},
): string[] {
  const review = kept({ figures: withOne, ...over });
  const { intents } = decide(event, { review, as }, policy, now);
  return intents.filter(({ body }) => body.kind === 'take-back-charts').map(({ key }) => key);
}

test('to take charts back protects, and is done in GitLab before all else', () => {
  expect(protects('take-back-charts')).toBe(true);
  expect(importanceOf('take-back-charts')).toBe(0);
  expect(laneOf('take-back-charts')).toBe('gitlab');
});

describe('a review that becomes confidential', () => {
  test.each<[string, DomainEvent, 'incident' | 'review']>([
    ['with its incident', incidentHidden, 'incident'],
    ['by itself', reviewHidden, 'review'],
    ['because more people can read its project', moreReaders, 'incident'],
    ['where it was moved', movedToMore, 'review'],
  ])('%s has its charts taken back, with Slack and without', (_, event, as) => {
    const channels = { reviewsChannel: '#incident-reviews', incidentChannel: '#incident-{iid}' };
    for (const slack of [null, channels]) {
      const policy = measuring({ slack });
      expect(takenBack(event, {}, { as, policy })).toHaveLength(1);
    }
  });

  test.each<[string, Figures]>([
    ['for an earlier window', figures({ earlier: [shown('2', other)] })],
    ['and replaced since', figures({ replaced: [{ project: 7, upload: upload('3') }] })],
  ])('also those that were drawn %s', (_, known) => {
    expect(takenBack(incidentHidden, { figures: known })).toHaveLength(1);
  });

  test.each<[string, Figures | null]>([
    ['was measured', null],
    ['was drawn', figures()],
  ])('has nothing taken back where nothing %s', (_, known) => {
    expect(takenBack(incidentHidden, { figures: known })).toEqual([]);
  });

  test('has them taken back however its review stands', () => {
    for (const standing of ['open', 'closed', 'deleted'] as const)
      expect(takenBack(incidentHidden, { standing })).toHaveLength(1);
  });

  test('is hidden first, and then they go', () => {
    const { intents } = decide(
      incidentHidden,
      { review: kept({ figures: withOne }), as: 'incident' },
      measuring(),
      now,
    );
    const kinds = intents.map(({ body }) => body.kind);
    expect(kinds.indexOf('make-review-confidential')).toBeLessThan(kinds.indexOf('take-back-charts'));
    expect(kinds).toContain('make-review-confidential');
  });

  test('and stays so has nothing taken back once more, unless more people come to read its project', () => {
    const snapshot = anIncident({ confidential: true });
    expect(takenBack(incidentHidden, { snapshot })).toEqual([]);
    expect(takenBack(reviewHidden, { snapshot }, { as: 'review' })).toEqual([]);
    expect(takenBack(moreReaders, { snapshot })).toHaveLength(1);
    expect(takenBack(moreReaders, { snapshot, hidden: true })).toEqual([]);
  });

  test('once more, after it was open again, has a key of its own', () => {
    const [first] = takenBack(incidentHidden, { version: 3 });
    const [second] = takenBack(incidentHidden, { version: 5 });
    expect(first).not.toBe(second);
  });
});

describe('charts that were uploaded', () => {
  const drawn = (hidden: boolean): DomainEvent => ({
    kind: 'charts.drawn',
    incident,
    round: 1,
    charts: [chart('4')],
    hidden,
    again: null,
  });
  const snapshot = anIncident({ confidential: true });

  test.each<[string, boolean, boolean, boolean]>([
    ['of an open review stay', false, false, false],
    ['while it became confidential are taken back', true, false, true],
    ['where nobody else can fetch them stay', true, true, false],
  ])('%s', (_, isConfidential, hidden, isTakenBack) => {
    const over = isConfidential ? { snapshot, figures: figures() } : { figures: figures() };
    expect(takenBack(drawn(hidden), over)).toHaveLength(isTakenBack ? 1 : 0);
  });

  test('before are known still, when others take their place', () => {
    const { review } = decide(
      drawn(false),
      { review: kept({ figures: withOne }), as: 'incident' },
      measuring(),
      now,
    );
    expect(review?.figures?.present.charts).toEqual([chart('4')]);
    expect(review?.figures?.replaced).toEqual([{ project: 7, upload: upload('1') }]);
  });

  test('for windows that were corrected again and again are known still', () => {
    const at = (hour: number) => ({ ...window, start: `2024-10-30T0${hour}:00:00.000Z` });
    let known: Figures | null = null;
    for (let hour = 0; hour < 8; hour += 1) {
      known = beginAnew(known, at(hour), [{ label: service }]);
      known = { ...known, present: shown(String(hour), at(hour)) };
    }
    const all = known === null ? [] : uploadsOf(known).map((one) => one.upload);
    expect(all.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((hour) => upload(String(hour))));
    expect(known?.earlier).toHaveLength(4);
  });
});

describe('charts that are gone', () => {
  const all = figures({
    present: shown('1'),
    earlier: [shown('2', other)],
    replaced: [{ project: 7, upload: upload('3') }],
  });
  const told = (digits: string[], over: Partial<Review> = {}, project = 7) => {
    const uploads = digits.map((digit) => ({ project, upload: upload(digit) }));
    const event: DomainEvent = { kind: 'charts.taken-back', incident, uploads };
    return decide(event, { review: kept({ figures: all, ...over }), as: 'incident' }, measuring(), now);
  };

  test('are forgotten in all windows, and the review is written without them', () => {
    const { review, intents } = told(['1', '2', '3']);
    expect(review?.figures).toEqual({
      ...all,
      present: { ...all.present, charts: [] },
      earlier: [{ ...all.earlier[0], charts: [] }],
      replaced: [],
    });
    expect(intents.map(({ body }) => body.kind)).toEqual(['refresh-key-information']);
  });

  test('are those alone', () => {
    const { figures: known } = told(['1']).review ?? {};
    expect(known && uploadsOf(known).map((one) => one.upload)).toEqual([upload('2'), upload('3')]);
  });

  test('in another project are others', () => {
    expect(told(['1', '2', '3'], {}, 8)).toMatchObject({ outcome: 'ignored', review: null });
  });

  test('are forgotten once', () => {
    expect(told(['9'])).toMatchObject({ outcome: 'ignored', review: null, intents: [] });
    expect(told(['1'], { figures: null })).toMatchObject({ outcome: 'ignored' });
  });

  test('of a review that nobody keeps up are forgotten alone', () => {
    const { review, intents } = told(['1', '2', '3'], { standing: 'closed' });
    expect(review?.figures && uploadsOf(review.figures)).toEqual([]);
    expect(intents).toEqual([]);
  });
});
