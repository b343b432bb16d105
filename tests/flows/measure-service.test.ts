import { describe, expect, test } from 'vitest';
import type { MetricsAnswer } from '../../src/domain/measure/answer.ts';
import type { ServiceFigures } from '../../src/domain/measure/figures.ts';
import { Problem } from '../../src/domain/problems.ts';
import { measureService } from '../../src/flows/measure-service.ts';
import type { MetricsSource } from '../../src/ports/metrics-source.ts';
import { clockAt } from '../fakes/clock.ts';
import { aPolicy } from '../fakes/facts.ts';

const window = { start: '2024-10-31T04:18:00.000Z', end: '2024-10-31T22:05:00.000Z' };
const [bare] = aPolicy().services;
if (bare === undefined) throw new Error('there is no service');
const queries = {
  requestsAffected: 'failed[$window]',
  requestsTotal: 'all[$window]',
  customersAffected: 'hit[$window]',
};
const service = { ...bare, metrics: queries };

const value = (of: number, over: Partial<MetricsAnswer<number>> = {}): MetricsAnswer<number> =>
  Object.assign(
    { found: 'value', value: of, warnings: [], inPart: false, extrapolates: false } as const,
    over,
  );

/** By the name of what is asked; a problem is thrown. */
function source(answers: Record<string, MetricsAnswer<number> | Problem>) {
  const asked: string[] = [];
  const api: MetricsSource = {
    address: 'https://prometheus.example.com',
    readAt: async (query) => {
      asked.push(query);
      const answer = answers[query.replace(/\[.*/, '')];
      if (answer === undefined || answer instanceof Problem)
        throw answer ?? new Error(`not foreseen: ${query}`);
      return answer;
    },
    readOver: async () => {
      throw new Error('nobody asks for it');
    },
  };
  return { asked, api };
}

function measure(api: MetricsSource, known: ServiceFigures[] = [], now = '2024-10-31T23:00:00.000Z') {
  const policy = {
    ...aPolicy(),
    metrics: { url: 'https://prometheus.example.com', link: null, linkHosts: [], retentionDays: 7 },
  };
  return measureService(service, { present: { ...window, services: known, charts: [] } }, api, {
    clock: clockAt(now),
    policy: () => policy,
  });
}

const good = { failed: value(10), all: value(100), hit: value(3) };

describe('the figures of a service', () => {
  test('come from each query once, at the end of the window, with their evidence', async () => {
    const { api, asked } = source(good);
    const { figures, evidence, whys } = await measure(api);
    expect(asked).toEqual(['failed[64020s]', 'all[64020s]', 'hit[64020s]']);
    expect(figures.requests).toMatchObject({ figure: { affected: 10, total: 100, share: 10 } });
    expect(figures.customers).toMatchObject({ figure: { affected: 3, total: null, share: null } });
    expect(evidence.map(({ metric, answer }) => [metric, answer])).toEqual([
      ['requestsAffected', { value: 10 }],
      ['requestsTotal', { value: 100 }],
      ['customersAffected', { value: 3 }],
    ]);
    expect(whys).toEqual([]);
  });

  test('that are known are asked for no more', async () => {
    const { figures } = await measure(source(good).api);
    const { api, asked } = source({});
    expect(await measure(api, [figures])).toMatchObject({ figures, evidence: [], whys: [] });
    expect(asked).toEqual([]);
  });

  test('from a part of the metrics stay when the source fails afterwards, and give way to whole ones', async () => {
    const part = await measure(source({ ...good, failed: value(6, { inPart: true }) }).api);
    expect(part.whys.map(({ reason }) => reason)).toEqual(['in-part']);
    const down = new Problem('metrics-unavailable', '503', { retryAfterMs: 90_000 });
    const failing = await measure(source({ failed: down, all: down, hit: down }).api, [part.figures]);
    expect(failing.figures).toEqual(part.figures);
    expect(failing.whys.map(({ reason }) => reason)).toEqual(['in-part']);
    expect(failing).toMatchObject({ evidence: [], retryAfterMs: 90_000 });
    const whole = await measure(source(good).api, [part.figures]);
    expect(whole.figures.requests).toMatchObject({ figure: { affected: 10, inPart: false } });
  });

  test('are frozen: what is asked again for another is not asked for them', async () => {
    const refused = new Problem('metrics-refused', 'parse error');
    const first = await measure(source({ ...good, hit: refused }).api);
    const less = source({ failed: value(6, { inPart: true }), all: value(60), hit: value(3) });
    const second = await measure(less.api, [first.figures]);
    expect(less.asked).toEqual(['hit[64020s]']);
    expect(second.figures.requests).toEqual(first.figures.requests);
    expect(second.figures.customers).toMatchObject({ figure: { affected: 3 } });
    expect(second.evidence.map(({ metric }) => metric)).toEqual(['customersAffected']);
  });

  test('do not give way to those that lack as much, nor their evidence', async () => {
    const part = await measure(source({ ...good, failed: value(9, { inPart: true }) }).api);
    const none: MetricsAnswer<number> = {
      found: 'no-series',
      warnings: [],
      inPart: true,
      extrapolates: false,
    };
    const later = await measure(source({ ...good, failed: none }).api, [part.figures]);
    expect(later.figures).toEqual(part.figures);
    expect(later.evidence).toEqual([]);
  });

  test('of a query that takes too long do not keep others from being asked', async () => {
    const { api, asked } = source({ ...good, failed: new Problem('metrics-timeout', '30 s') });
    const { figures } = await measure(api);
    expect(asked).toEqual(['failed[64020s]', 'hit[64020s]']);
    expect(figures.requests).toMatchObject({ miss: { reason: 'source-failed' } });
    expect(figures.customers).toMatchObject({ figure: { affected: 3 } });
  });

  test('of one query do not fall with another', async () => {
    const refused = new Problem('metrics-refused', 'parse error');
    const { figures, whys, evidence } = await measure(source({ ...good, hit: refused }).api);
    expect(figures.requests).toMatchObject({ figure: { affected: 10 } });
    expect(figures.customers).toMatchObject({ miss: { reason: 'source-refused' } });
    expect(whys.map(({ reason }) => reason)).toEqual(['source-refused']);
    expect(evidence.map(({ metric }) => metric)).toEqual(['requestsAffected', 'requestsTotal']);
  });

  test('are asked for once where nobody answers', async () => {
    const { api, asked } = source({ failed: new Problem('metrics-unreachable', 'ECONNREFUSED') });
    const { figures } = await measure(api);
    expect(asked).toHaveLength(1);
    expect(figures.customers).toMatchObject({ miss: { reason: 'source-failed' } });
  });

  test('are lost when the metrics are gone, but for what is known', async () => {
    const unavailable = new Problem('metrics-unavailable', '503');
    const { figures } = await measure(source({ ...good, hit: unavailable }).api);
    const { api, asked } = source({});
    const late = await measure(api, [figures], '2024-11-07T04:18:00.000Z');
    expect(asked).toEqual([]);
    expect(late.figures.requests).toEqual(figures.requests);
    expect(late.figures.customers).toMatchObject({
      loss: { since: '2024-11-07T04:18:00.000Z', all: false },
      last: { reason: 'source-failed' },
    });
    expect(late.whys).toEqual([]);
  });

  test('wait until the last samples of the window are there', async () => {
    const { api, asked } = source({});
    const early = await measure(api, [], '2024-10-31T22:05:30.000Z');
    expect(asked).toEqual([]);
    expect(early).toMatchObject({
      notBefore: '2024-10-31T22:06:00.000Z',
      figures: { requests: { miss: { reason: 'window-open' } } },
    });
  });

  test('that fail for a bug are no answer', async () => {
    await expect(measure(source({}).api)).rejects.toThrow('not foreseen');
  });
});
