import { describe, expect, test } from 'vitest';
import { type Asked, measureCount, whyAgain } from '../../../src/domain/measure/figure.ts';
import type { Reason } from '../../../src/domain/measure/miss.ts';
import { asked, failed, nothing, nothingOfPart, samples, several, valued } from './answers.ts';

type Given = Asked['answer'] | null;

function requests(affected: Given, total: Given, query?: string) {
  return measureCount('requests', [
    ...(affected ? [asked('requestsAffected', affected, query)] : []),
    ...(total ? [asked('requestsTotal', total)] : []),
  ]);
}

describe('a figure', () => {
  test.each<
    [
      string,
      Given,
      Given,
      { affected: number; total: number | null; share: number | null; lacks: Reason | null },
    ]
  >([
    ['both', valued(9), valued(1_000), { affected: 9, total: 1_000, share: 0.9, lacks: null }],
    ['all', valued(50), valued(50), { affected: 50, total: 50, share: 100, lacks: null }],
    ['none of some', valued(0), valued(50), { affected: 0, total: 50, share: 0, lacks: null }],
    ['no series of some', nothing, valued(50), { affected: 0, total: 50, share: 0, lacks: null }],
    ['no series of none', nothing, valued(0), { affected: 0, total: 0, share: null, lacks: null }],
    ['none of none', valued(0), valued(0), { affected: 0, total: 0, share: null, lacks: null }],
    ['no total asked for', valued(9), null, { affected: 9, total: null, share: null, lacks: null }],
    [
      'a total without series',
      valued(9),
      nothing,
      { affected: 9, total: null, share: null, lacks: 'no-series' },
    ],
    [
      'a total of several',
      valued(9),
      several,
      { affected: 9, total: null, share: null, lacks: 'several-series' },
    ],
    [
      'a total of NaN',
      valued(9),
      valued(Number.NaN),
      { affected: 9, total: null, share: null, lacks: 'not-finite' },
    ],
    ['a negative total', valued(9), valued(-1), { affected: 9, total: null, share: null, lacks: 'negative' }],
    [
      'a total that fails',
      valued(9),
      failed('metrics-timeout'),
      { affected: 9, total: null, share: null, lacks: 'source-failed' },
    ],
    [
      'a little more than all',
      valued(50.4),
      valued(50),
      { affected: 50.4, total: 50, share: 100, lacks: null },
    ],
    [
      'more than all',
      valued(51),
      valued(50),
      { affected: 51, total: 50, share: null, lacks: 'more-than-all' },
    ],
    ['some of none', valued(1), valued(0), { affected: 1, total: 0, share: null, lacks: 'more-than-all' }],
  ])('from %s', (_what, affected, total, expected) => {
    const measured = requests(affected, total);
    if (measured === null || !('figure' in measured)) throw new Error('there is a figure');
    const { lacks, ...figure } = measured.figure;
    expect({ ...figure, lacks: lacks?.reason ?? null }).toMatchObject(expected);
    expect(whyAgain(measured)?.reason ?? null).toBe(expected.lacks);
  });

  test.each<[string, Given, Given, Reason, string]>([
    ['no series and no total asked for', nothing, null, 'no-total', 'requestsAffected'],
    ['no series of either', nothing, nothing, 'no-series', 'requestsAffected'],
    [
      'no series, and a total that fails',
      nothing,
      failed('metrics-unreachable'),
      'source-failed',
      'requestsTotal',
    ],
    ['no series, and a total of several', nothing, several, 'several-series', 'requestsTotal'],
    ['several series', several, valued(50), 'several-series', 'requestsAffected'],
    ['samples', samples, valued(50), 'wrong-kind', 'requestsAffected'],
    ['NaN', valued(Number.NaN), valued(50), 'not-finite', 'requestsAffected'],
    ['infinity', valued(Number.POSITIVE_INFINITY), valued(50), 'not-finite', 'requestsAffected'],
    ['the other infinity', valued(Number.NEGATIVE_INFINITY), valued(50), 'not-finite', 'requestsAffected'],
    ['less than none', valued(-3), valued(50), 'negative', 'requestsAffected'],
    ['no answer', failed('metrics-unreachable'), valued(50), 'source-failed', 'requestsAffected'],
    ['no answer in time', failed('metrics-timeout'), valued(50), 'source-failed', 'requestsAffected'],
    ['a server in trouble', failed('metrics-unavailable'), valued(50), 'source-failed', 'requestsAffected'],
    ['a refusal', failed('metrics-refused'), valued(50), 'source-refused', 'requestsAffected'],
    ['a refused token', failed('metrics-unauthorized'), valued(50), 'source-refused', 'requestsAffected'],
  ])('is missing for %s', (_what, affected, total, reason, metric) => {
    const measured = requests(affected, total);
    expect(measured).toMatchObject({ miss: { reason, metric } });
    expect(measured && whyAgain(measured)?.reason).toBe(reason);
  });

  test('is nothing where nobody asked for it', () => {
    expect(requests(null, valued(50))).toBeNull();
    expect(measureCount('customers', [asked('requestsAffected', valued(9))])).toBeNull();
  });

  test.each([
    ['an estimate', valued(9), 'sum(increase(x[1h]))', true],
    [
      'an estimate of what does not estimate',
      valued(9, { extrapolates: false }),
      'sum(increase(x[1h]))',
      false,
    ],
    ['a count', valued(9), 'count(increase(x[1h]) > 0)', false],
    ['a zero that stands for no series', nothing, 'sum(increase(x[1h]))', false],
  ])('says whether it is extrapolated: %s', (_what, affected, query, extrapolated) => {
    expect(requests(affected, valued(50), query)).toMatchObject({ figure: { extrapolated } });
  });

  test.each([
    ['affected', valued(9, { inPart: true }), valued(50)],
    ['total', valued(9), valued(50, { inPart: true })],
    ['no series', nothingOfPart, valued(50)],
  ])('is asked for again while it is from a part only: %s', (_what, affected, total) => {
    const measured = requests(affected, total);
    expect(measured).toMatchObject({ figure: { inPart: true } });
    expect(measured && whyAgain(measured)?.reason).toBe('in-part');
  });
});
