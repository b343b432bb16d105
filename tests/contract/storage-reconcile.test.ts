import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { anIncident } from '../fakes/facts.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { anIntent, anOpenReview, at } from './storage-values.ts';

describe.each(implementations)('what reconcile asks, on $name', ({ prepare }) => {
  let ground: Ground;
  let storage: Storage;
  beforeEach(async () => {
    ground = await prepare();
    storage = await ground.open();
    await storage.migrate();
  });
  afterEach(async () => {
    await ground.remove();
  });

  it('is every open review, the oldest incident first', async () => {
    const opened = (issue: number, createdAt: string) =>
      anOpenReview(issue, { snapshot: anIncident({ id: issue, createdAt }) });
    await storage.commit({ at: at(0), review: opened(1, at(20)) });
    await storage.commit({ at: at(0), review: opened(2, at(10)) });
    await storage.commit({ at: at(0), review: { ...opened(3, at(5)), standing: 'closed' } });
    await storage.commit({ at: at(0), review: { ...opened(4, at(1)), standing: 'watching', issue: null } });
    expect((await storage.openReviews()).map(({ incident }) => incident.issue)).toEqual([2, 1]);
  });

  it('is what was given up for one problem, with ids that can be retried', async () => {
    const park = async (key: string, problem: 'gitlab-stale' | 'gitlab-forbidden') => {
      await storage.commit({ at: at(0), intents: [anIntent(key)] });
      const [claimed] = await storage.claimIntents('gitlab', 1, at(1), 60_000);
      const outcome = { status: 'parked' as const, problem, detail: 'as it was' };
      await storage.commit({ at: at(2), intent: { id: claimed?.id ?? 0, outcome } });
    };
    await park('lagging', 'gitlab-stale');
    await park('locked', 'gitlab-forbidden');
    const stale = await storage.parkedFor('gitlab-stale');
    expect(stale.map(({ body }) => body)).toEqual([anIntent('lagging').body]);
    expect(await storage.retryParked(stale[0]?.id ?? '', at(3))).toBe(true);
    expect(await storage.parkedFor('gitlab-stale')).toEqual([]);
    expect(await storage.parkedFor('gitlab-forbidden')).toHaveLength(1);
  });
});
