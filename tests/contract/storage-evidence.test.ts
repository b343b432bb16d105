import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { someEvidence } from '../fakes/evidence.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { anOpenReview, aReview, at } from './storage-values.ts';

describe.each(implementations)('evidence, on $name', ({ prepare }) => {
  let ground: Ground;
  let storage: Storage;
  beforeEach(async () => {
    ground = await prepare();
    storage = await ground.open();
    await storage.migrate();
    await storage.commit({ at: at(0), review });
  });
  afterEach(async () => {
    await ground.remove();
  });

  const review = anOpenReview(7);
  const { incident } = review;
  const keep = (...read: ReturnType<typeof someEvidence>[]) =>
    storage.commit({ at: at(1), evidence: { incident, read } });

  it('comes back as it went, whatever it says', async () => {
    const all = [
      someEvidence({ metric: 'customersAffected', answer: { value: 0.1 + 0.2 }, link: null }),
      someEvidence({ metric: 'customersTotal', answer: { value: null, because: 'no-series' } }),
      someEvidence({ query: 'sum(x{a="\u{1F600} \' | `"}[5s])', inPart: true, warnings: ['a store', 'b'] }),
      someEvidence({
        metric: 'requestsTotal',
        answer: { value: null, because: 'metrics-refused' },
        detail: 'parse error',
      }),
    ];
    await keep(...all);
    const other = await ground.open();
    expect(await other.evidenceOf(incident)).toEqual(all);
  });

  it('is kept for each window, the earliest first; the later answer to the same question counts', async () => {
    const corrected = someEvidence({
      window: { start: '2024-10-31T04:00:00.000Z', end: '2024-10-31T22:05:00.000Z', seconds: 65_100 },
    });
    await keep(someEvidence());
    await keep(corrected);
    await keep(someEvidence({ answer: { value: 7 }, readAt: '2024-10-31T22:18:00.000Z' }));
    const kept = await storage.evidenceOf(incident);
    expect(kept.map(({ window, answer }) => [window.seconds, answer])).toEqual([
      [65_100, corrected.answer],
      [64_020, { value: 7 }],
    ]);
  });

  it('given twice in one commit is kept once', async () => {
    await keep(someEvidence(), someEvidence({ answer: { value: 8 } }));
    expect((await storage.evidenceOf(incident)).map(({ answer }) => answer)).toEqual([{ value: 8 }]);
  });

  it('is that of its incident alone', async () => {
    await keep(someEvidence());
    expect(await storage.evidenceOf({ project: incident.project, issue: incident.issue + 1 })).toEqual([]);
  });

  it('is not written when somebody else changed the review meanwhile', async () => {
    const stale = aReview({ ...review, version: 7 });
    const commit = { at: at(1), review: stale, evidence: { incident, read: [someEvidence()] } };
    expect(await storage.commit(commit)).toBe('conflict');
    expect(await storage.evidenceOf(incident)).toEqual([]);
  });
});
