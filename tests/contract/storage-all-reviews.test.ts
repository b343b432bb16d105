import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Review } from '../../src/domain/review.ts';
import type { Storage } from '../../src/ports/storage.ts';
import { anIncident } from '../fakes/facts.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { anOpenReview, aReview, at } from './storage-values.ts';

describe.each(implementations)('all reviews, however many there are, on $name', ({ prepare }) => {
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

  const keep = (review: Review) => storage.commit({ at: at(0), review });
  const numbered = (issue: number, over: Partial<Review> = {}) =>
    aReview({ incident: { project: 7, issue, iid: issue }, ...over });
  const keysOf = async (reviews: AsyncIterable<Review>) => {
    const keys: string[] = [];
    for await (const { incident } of reviews) keys.push(`${incident.project}:${incident.issue}`);
    return keys;
  };

  it('are none at first', async () => {
    expect(await keysOf(storage.allReviews())).toEqual([]);
  });

  it('come each once, those of one project after those of another, whatever their standing', async () => {
    await keep(aReview({ incident: { project: 12, issue: 3, iid: 1 } }));
    await keep(numbered(40));
    await keep(anOpenReview(9, { standing: 'closed' }));
    await keep(aReview({ incident: { project: 3, issue: 5_000_000_000, iid: 1 } }));
    expect(await keysOf(storage.allReviews())).toEqual(['3:5000000000', '7:9', '7:40', '12:3']);
  });

  it('come page by page: what changes or comes meanwhile hides none and shows none twice', async () => {
    const many = Array.from({ length: 1_200 }, (_, n) => n + 1);
    await Promise.all(many.map((issue) => keep(numbered(issue * 2))));
    const reading = storage.allReviews()[Symbol.asyncIterator]();
    expect((await reading.next()).value?.incident.issue).toBe(2);
    await keep(numbered(1));
    await keep(numbered(2_001));
    const moved = anIncident({ createdAt: at(-9_000) });
    await keep(numbered(4, { version: 1, snapshot: moved }));
    await keep(numbered(2_400, { version: 1, because: 'it was changed meanwhile' }));
    const rest: Review[] = [];
    for await (const review of { [Symbol.asyncIterator]: () => reading }) rest.push(review);
    const expected = [...many.slice(1).map((issue) => issue * 2), 2_001].sort((a, b) => a - b);
    expect(rest.map(({ incident: { issue } }) => issue)).toEqual(expected);
    expect(rest.at(-1)?.because).toBe('it was changed meanwhile');
  });

  it('are as many as a page holds, and no more', async () => {
    await Promise.all(Array.from({ length: 500 }, (_, n) => keep(numbered(n + 1))));
    expect(await keysOf(storage.allReviews())).toHaveLength(500);
  });

  it('fail with a problem when there is no storage any more', async () => {
    await storage.close();
    await expect(keysOf(storage.allReviews())).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});
