import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../../../src/domain/measure/evidence.ts';
import { planMeasure, type ToMeasure } from '../../../src/domain/measure/plan.ts';
import { asked, failed, nothing, valued } from './answers.ts';

const metrics = {
  requestsAffected: 'sum(increase(failed[$window]))',
  requestsTotal: 'sum(increase(all[$window]))',
  customersTotal: 'count(customers)',
  errorRatio: 'sum(rate(failed[5m])) / sum(rate(all[5m]))',
};
const start = '2024-10-31T04:00:00.000Z';
const end = '2024-10-31T05:00:00.000Z';
const given = (over: Partial<ToMeasure> = {}): ToMeasure => ({
  service: { metrics },
  start,
  end,
  retentionDays: 7,
  now: '2024-10-31T06:00:00.000Z',
  ...over,
});

describe('what is asked', () => {
  test('is what counts something, and its total, but no total alone and no ratio', () => {
    expect(planMeasure(given())).toEqual({
      ask: [
        { metric: 'requestsAffected', query: 'sum(increase(failed[3600s]))' },
        { metric: 'requestsTotal', query: 'sum(increase(all[3600s]))' },
      ],
      window: { start, end, seconds: 3_600 },
    });
  });

  test('is nothing where nothing is configured', () => {
    expect(planMeasure(given({ service: { metrics: {} } }))).toBeNull();
    expect(planMeasure(given({ service: { metrics: { errorRatio: 'x' } } }))).toBeNull();
  });

  test.each([
    ['without a start', { start: null }, 'window-unknown', null],
    ['without an end', { end: null }, 'window-unknown', null],
    ['while it has no length', { end: start }, 'window-empty', null],
    ['while its end is before its start', { end: '2024-10-31T03:00:00.000Z' }, 'window-empty', null],
    ['while it goes on', { now: '2024-10-31T04:30:00.000Z' }, 'window-open', '2024-10-31T05:01:00.000Z'],
    ['right after its end', { now: end }, 'window-open', '2024-10-31T05:01:00.000Z'],
  ])('waits %s', (_what, over, reason, again) => {
    expect(planMeasure(given(over))).toEqual({ wait: { reason, metric: null, detail: null }, again });
  });

  test('is no more what has been lost', () => {
    const now = '2024-11-07T04:00:00.000Z';
    expect(planMeasure(given({ now }))).toEqual({
      lost: { from: start, since: now, all: false, retentionDays: 7 },
    });
  });

  test('is lost at once where the window is longer than anything is kept', () => {
    const over = { end: '2024-11-08T04:00:00.000Z', now: '2024-11-07T12:00:00.000Z' };
    expect(planMeasure(given(over))).toMatchObject({ lost: { all: false } });
  });
});

describe('evidence', () => {
  const where = {
    service: 'Service::API',
    window: { start, end, seconds: 3_600 },
    readAt: '2024-10-31T06:00:00.000Z',
    source: 'https://prometheus.example.com',
    linkTemplate: 'https://grafana.example.com/?q=$query&from=$start&to=$end',
  };

  test('holds all that was asked and answered, and stays as it was', () => {
    const window = { ...where.window };
    const warnings = ['a store was away'];
    const evidence = evidenceOf(
      asked('requestsAffected', valued(5_013_402.4, { warnings, inPart: true }), 'sum(x)'),
      { ...where, window },
    );
    window.seconds = 1;
    warnings.push('later');
    expect(evidence).toEqual({
      service: 'Service::API',
      metric: 'requestsAffected',
      query: 'sum(x)',
      window: { start, end, seconds: 3_600 },
      readAt: '2024-10-31T06:00:00.000Z',
      source: 'https://prometheus.example.com',
      link: 'https://grafana.example.com/?q=sum%28x%29&from=1730347200000&to=1730350800000',
      answer: { value: 5_013_402.4 },
      detail: null,
      inPart: true,
      warnings: ['a store was away'],
    });
    for (const part of [evidence, evidence.window, evidence.answer, evidence.warnings]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test.each([
    ['nothing', nothing, 'no-series', null],
    ['NaN', valued(Number.NaN), 'not-finite', null],
    ['infinity', valued(Number.POSITIVE_INFINITY), 'not-finite', null],
    ['a failure', failed('metrics-timeout'), 'metrics-timeout', 'metrics-timeout: x'],
  ])('of %s says why there is no value, and survives JSON', (_what, answer, because, detail) => {
    const evidence = evidenceOf(asked('requestsAffected', answer), { ...where, linkTemplate: null });
    expect(evidence).toMatchObject({ answer: { value: null, because }, detail, link: null });
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  });
});
