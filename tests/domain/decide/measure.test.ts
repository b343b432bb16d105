import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/domain/decide/index.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import { nothingFound } from '../../../src/domain/key-information.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Review } from '../../../src/domain/review.ts';
import { someEvidence } from '../../fakes/evidence.ts';
import { anIncident, aPolicy, aReviewIssue } from '../../fakes/facts.ts';
import {
  failed,
  figure,
  figures,
  kept,
  measuring,
  other,
  service,
  window,
} from '../../fakes/measured-review.ts';
import { aPlacedChart } from '../../fakes/placed-chart.ts';

const now = '2024-10-31T23:00:00.000Z';

function tell(event: DomainEvent, review: Review, policy = measuring(), at = now) {
  const decision = decide(event, { review, as: 'incident' }, policy, at);
  return {
    ...decision,
    figures: decision.review?.figures,
    keys: decision.intents.map(({ key }) => key.replace(/:\d+:\d+:/, ':')),
  };
}

const read = (review: Review, of = window, policy = measuring(), at = now) =>
  tell(
    {
      kind: 'key-information.read',
      incident: review.incident,
      issue: review.snapshot,
      keyInformation: nothingFound,
      window: of,
    },
    review,
    policy,
    at,
  );

const measured = (review: Review, over: Partial<Extract<DomainEvent, { kind: 'figures.measured' }>> = {}) =>
  tell(
    {
      kind: 'figures.measured',
      incident: review.incident,
      round: 1,
      attempt: 1,
      at: now,
      services: [figure(7)],
      evidence: [someEvidence()],
      again: null,
      triedUntil: null,
      ...over,
    },
    review,
  );

describe('a window that was read', () => {
  test('is measured', () => {
    expect(read(kept())).toMatchObject({ keys: ['measure-figures:0:1:1'], figures: figures() });
  });

  test('is measured by nobody else while it is under way', () => {
    expect(read(kept({ figures: figures() })).keys).toEqual(['measure-figures:0:1:1']);
    const present = { ...window, services: [failed], charts: [] };
    const tried = figures({ attempts: 3, nextAt: '2024-10-31T23:10:00.000Z', present });
    expect(read(kept({ figures: tried }))).toMatchObject({ outcome: 'ignored', keys: [] });
  });

  test.each<[string, string | null]>([
    ['nobody came, while the review was closed', '2024-10-31T21:59:00.000Z'],
    ['nobody is to come', null],
  ])('is measured anew where %s', (_, nextAt) => {
    const present = { ...window, services: [failed], charts: [] };
    const tried = figures({ attempts: 3, nextAt, present });
    expect(read(kept({ figures: tried }))).toMatchObject({
      keys: ['refresh-key-information:0:figures 2 0', 'measure-figures:0:2:1'],
      figures: { round: 2, attempts: 0, present },
    });
  });

  test.each<[string, string, 'ignored' | 'done']>([
    [
      'was opened while they were there: somebody may have measured it',
      '2024-10-31T22:10:00.000Z',
      'ignored',
    ],
    ['was opened too late for it', '2024-11-07T04:18:00.000Z', 'done'],
  ])('of which the metrics are gone is not found to be lost where the review %s', (_, openedAt, outcome) => {
    const later = '2024-11-08T00:00:00.000Z';
    expect(read(kept({ openedAt }), window, measuring(), later).outcome).toBe(outcome);
  });

  test('of an incident without one of its services has its figures no more; they stay as evidence', () => {
    const off = { ...figure(7), service: 'Service::Uploads' };
    const present = { ...window, services: [figure(8), off], charts: [] };
    expect(read(kept({ figures: figures({ attempts: 1, present }) }))).toMatchObject({
      keys: ['refresh-key-information:0:figures 2 0'],
      figures: { present: { services: [figure(8)] }, earlier: [{ ...window, services: [off] }] },
    });
    const none = kept({
      snapshot: anIncident({ labels: ['incident'] }),
      figures: figures({ attempts: 1, present }),
    });
    expect(read(none)).toMatchObject({
      keys: ['refresh-key-information:0:figures 2 0'],
      figures: { present: { services: [] }, earlier: [{ services: [figure(8), off] }] },
    });
  });

  test('has its charts drawn where they are missing, once an hour', () => {
    const present = { ...window, services: [figure(7)], charts: [] };
    const asked = (chartsAskedAt: string | null) =>
      read(kept({ figures: figures({ attempts: 1, chartsAskedAt, present }) })).keys;
    expect(asked('2024-10-31T22:30:00.000Z')).toEqual([]);
    expect(asked('2024-10-31T21:30:00.000Z')).toEqual([`draw-charts:0:1:${now}`]);
    expect(asked(null)).toEqual([`draw-charts:0:1:${now}`]);
  });

  test('that has its figures is asked for no more', () => {
    const present = { ...window, services: [figure(7)], charts: [aPlacedChart()] };
    const whole = figures({ attempts: 1, present });
    expect(read(kept({ figures: whole }))).toMatchObject({ outcome: 'ignored', keys: [] });
  });

  test('that is another one is measured anew, and what was measured stays', () => {
    const whole = figures({ attempts: 1, present: { ...window, services: [figure(7)], charts: [] } });
    expect(read(kept({ figures: whole }), other)).toMatchObject({
      keys: ['measure-figures:0:2:1'],
      figures: { round: 2, present: { ...other, services: [], charts: [] }, earlier: [whole.present] },
    });
  });

  test('that was measured before is shown again, and not asked for', () => {
    const present = { ...other, services: [figure(8)], charts: [] };
    const earlier = [{ ...window, services: [figure(7)], charts: [] }];
    expect(read(kept({ figures: figures({ round: 2, attempts: 1, present, earlier }) }))).toMatchObject({
      keys: ['refresh-key-information:0:figures 3 0'],
      figures: { round: 3, present: earlier[0], earlier: [present] },
    });
  });

  test('of an incident with one more service is measured anew', () => {
    const [one] = measuring().services;
    if (one === undefined) throw new Error('there is no service');
    const services = [one, { ...one, label: 'Service::Uploads' }];
    const review = kept({
      snapshot: anIncident({ labels: ['incident', service, 'Service::Uploads'] }),
      figures: figures({ attempts: 1, present: { ...window, services: [figure(7)], charts: [] } }),
    });
    expect(read(review, window, measuring({ services }))).toMatchObject({
      keys: ['refresh-key-information:0:figures 2 0', 'measure-figures:0:2:1'],
      figures: { round: 2, present: { services: [figure(7)] }, earlier: [] },
    });
  });

  test('is not followed without an end', () => {
    let review = kept();
    for (let hour = 10; hour < 20; hour += 1) {
      const start = `2024-10-31T${hour}:00:00.000Z`;
      const { figures: next } = read(review, { ...window, start });
      if (!next) throw new Error('nothing is measured');
      review = kept({ figures: { ...next, present: { ...next.present, services: [figure(hour)] } } });
    }
    expect(review.figures?.earlier).toHaveLength(4);
  });

  test.each<[string, Partial<Review>, Policy]>([
    [
      'no source is configured',
      {},
      measuring({ metrics: { url: null, link: null, linkHosts: [], retentionDays: 7 } }),
    ],
    ['no service has a query', {}, measuring({ services: aPolicy().services })],
    ['it has no such service', { snapshot: anIncident({ labels: ['incident'] }) }, measuring()],
  ])('is left alone where %s', (_, over, policy) => {
    expect(read(kept(over), window, policy)).toMatchObject({ outcome: 'ignored', keys: [] });
  });
});

describe('what was measured', () => {
  test('is kept, and shown', () => {
    expect(measured(kept({ figures: figures() }))).toMatchObject({
      figures: { attempts: 1, firstTriedAt: now, present: { services: [figure(7)] } },
      keys: ['refresh-key-information:0:figures 1 1', `draw-charts:0:1:${now}`],
      evidence: [someEvidence()],
    });
  });

  test('in vain is tried again, when the time has come', () => {
    const again = '2024-10-31T23:00:30.000Z';
    const until = '2024-11-07T04:18:00.000Z';
    const first = measured(kept({ figures: figures() }), {
      services: [failed],
      evidence: [],
      again,
      triedUntil: until,
    });
    expect(first.keys).toEqual(['refresh-key-information:0:figures 1 1', 'measure-figures:0:1:2']);
    expect(first.intents[1]?.notBefore).toBe(again);
    const second = measured(kept({ figures: first.figures ?? null }), {
      attempt: 2,
      services: [failed],
      evidence: [],
      again,
      triedUntil: until,
    });
    // The same as before: the review says it already.
    expect(second.keys).toEqual(['measure-figures:0:1:3']);
    expect(second.figures?.firstTriedAt).toBe(now);
  });

  test.each<[string, Partial<Review>]>([
    ['another window', { figures: figures({ round: 2 }) }],
    ['a review that was closed', { figures: figures(), standing: 'closed' }],
  ])('for %s is dropped', (_, over) => {
    expect(measured(kept(over))).toMatchObject({ outcome: 'ignored', keys: [] });
  });
});

describe('a review that was edited', () => {
  const edited = (by: number | null, over = {}, policy = measuring()) => {
    const updatedAt = '2024-10-31T22:59:58.000Z';
    const changed = aReviewIssue({ updatedAt, ...over });
    const person = by === null ? null : { id: by, username: 'x', name: 'X' };
    return decide(
      { kind: 'issue.changed', issue: changed, before: {}, by: person },
      { review: kept(), as: 'review' },
      policy,
      now,
    ).intents.filter(({ body }) => body.kind === 'refresh-key-information');
  };

  test('by a person, or by nobody knows whom, may tell another window', () => {
    expect(edited(51)).toHaveLength(1);
    expect(edited(null)).toHaveLength(1);
  });

  test('by us tells none, unless it is hidden now', () => {
    expect(edited(99)).toEqual([]);
    expect(edited(99, { confidential: true })).toHaveLength(1);
  });

  test('is not looked at where nothing is measured', () => {
    expect(edited(51, {}, aPolicy())).toEqual([]);
  });
});
