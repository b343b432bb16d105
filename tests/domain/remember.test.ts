import { describe, expect, it } from 'vitest';
import { remember } from '../../src/domain/remember.ts';

function remembering(answers: (() => Promise<string>)[]) {
  const clock = { ms: 0 };
  const loaded: string[] = [];
  const get = remember({ ttlMs: 100, now: () => clock.ms }, (key: string) => {
    loaded.push(key);
    return answers.shift()?.() ?? Promise.resolve(`${key}-${loaded.length}`);
  });
  return { get, clock, loaded };
}

describe('a remembered answer', () => {
  it('is kept until its time is over', async () => {
    const { get, clock, loaded } = remembering([]);
    expect(await get('a')).toBe('a-1');
    clock.ms = 99;
    expect(await get('a')).toBe('a-1');
    clock.ms = 100;
    expect(await get('a')).toBe('a-2');
    expect(loaded).toEqual(['a', 'a']);
  });

  it('is not kept for longer by a clock that was set back', async () => {
    const { get, clock } = remembering([]);
    clock.ms = 1_000_000;
    expect(await get('a')).toBe('a-1');
    clock.ms = 1_000;
    expect(await get('a')).toBe('a-2');
    expect(await get('a')).toBe('a-2');
  });

  it('is shared by those who ask while it is under way', async () => {
    const { get, loaded } = remembering([]);
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a-1', 'a-1', 'b-2']);
    expect(loaded).toEqual(['a', 'b']);
  });

  it('counts its time from the answer, not from the question', async () => {
    const { get, clock, loaded } = remembering([
      async () => {
        clock.ms = 90;
        return 'slow';
      },
    ]);
    await get('a');
    clock.ms = 150;
    expect(await get('a')).toBe('slow');
    expect(loaded).toHaveLength(1);
  });

  it('is not kept when it failed, though it is shared while under way', async () => {
    const { get, loaded } = remembering([() => Promise.reject(new Error('down'))]);
    const both = await Promise.allSettled([get('a'), get('a')]);
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(await get('a')).toBe('a-2');
    expect(loaded).toEqual(['a', 'a']);
  });

  it('can be put there by another answer', async () => {
    const { get, clock, loaded } = remembering([]);
    get.put('a', 'given');
    expect(await get('a')).toBe('given');
    clock.ms = 100;
    expect(await get('a')).toBe('a-1');
    expect(loaded).toEqual(['a']);
  });

  it('is forgotten when it is over and many others came', async () => {
    const { get, clock, loaded } = remembering([]);
    for (let index = 0; index < 1_000; index += 1) get.put(`k${index}`, 'v');
    clock.ms = 100;
    get.put('new', 'v');
    clock.ms = 99;
    await get('k0');
    expect(loaded).toEqual(['k0']);
  });
});
