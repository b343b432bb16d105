import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { anOpenReview, aReview, at } from './storage-values.ts';

describe.each(implementations)('texts that were written, on $name', ({ prepare }) => {
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
  const keep = (base: string, text: string, seconds = 1) =>
    storage.keepTextWrite(incident, { base, text, restores: null }, text, at(seconds));

  it('come back as they went, whatever stands in them', async () => {
    const write = { base: 'a\r\n\u0000 \ud800', text: '世界 🚒 "\' \\n', restores: 7 };
    await storage.keepTextWrite(incident, write, 'as GitLab shows it', at(1));
    const other = await ground.open();
    const [kept] = await other.textWritesAs(incident, 'as GitLab shows it');
    expect(kept).toEqual({ ...write, id: expect.any(Number), previous: null });
    expect(await other.textWritesAs(incident, write.text)).toEqual([]);
  });

  it('are found with all that followed, the oldest first', async () => {
    await keep('a', 'b');
    await keep('b', 'c');
    await keep('a', 'b');
    const twice = await storage.textWritesAs(incident, 'b');
    expect(twice.map(({ base }) => base)).toEqual(['a', 'a']);
    const [first, third] = twice;
    expect((await storage.textWritesSince(incident, first?.id ?? 0)).map(({ text }) => text)).toEqual([
      'b',
      'c',
      'b',
    ]);
    expect(await storage.textWritesSince(incident, third?.id ?? 0)).toEqual([third]);
  });

  it('know what they took the place of, from the commit that says so', async () => {
    await keep('a', 'b');
    const [kept] = await storage.textWritesAs(incident, 'b');
    const overwritten = { write: kept?.id ?? 0, previous: 'a, and more\u0000' };
    const stale = aReview({ ...review, version: 7 });
    expect(await storage.commit({ at: at(2), review: stale, overwritten })).toBe('conflict');
    expect((await storage.textWritesAs(incident, 'b'))[0]?.previous).toBeNull();
    expect(await storage.commit({ at: at(2), overwritten })).toBe('committed');
    expect((await storage.textWritesAs(incident, 'b'))[0]?.previous).toBe(overwritten.previous);
  });

  it('are those of their incident alone', async () => {
    await keep('a', 'b');
    const other = { project: incident.project, issue: incident.issue + 1 };
    expect(await storage.textWritesAs(other, 'b')).toEqual([]);
    expect(await storage.textWritesSince(other, 0)).toEqual([]);
  });

  it('are forgotten by age', async () => {
    await keep('a', 'b', 1);
    await keep('b', 'c', 3);
    expect(await storage.forgetTextWrites(at(2))).toBe(1);
    expect((await storage.textWritesSince(incident, 0)).map(({ text }) => text)).toEqual(['c']);
  });
});
