import { expect, test, vi } from 'vitest';
import { startTicker } from '../src/ticker.ts';
import { recordedLog } from './fakes/log.ts';

const longMs = 60_000;

test('works at once, then rests until it is woken', async () => {
  const work = vi.fn(async () => longMs);
  const ticker = startTicker('test', work, recordedLog());
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1));
  ticker.wake();
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2));
  await ticker.stop();
});

test('goes on without a rest while there is more', async () => {
  let left = 5;
  const work = vi.fn(async () => {
    left -= 1;
    return left > 0 ? 0 : longMs;
  });
  const ticker = startTicker('test', work, recordedLog());
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(5));
  await ticker.stop();
});

test('what wakes it during the work is not forgotten', async () => {
  let finish = (): void => undefined;
  const work = vi.fn(
    () =>
      new Promise<number>((resolve) => {
        finish = () => resolve(longMs);
      }),
  );
  const ticker = startTicker('test', work, recordedLog());
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1));
  ticker.wake();
  finish();
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2));
  finish();
  await ticker.stop();
});

test('never works twice at the same time', async () => {
  let atOnce = 0;
  let most = 0;
  const ticker = startTicker(
    'test',
    async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 2));
      atOnce -= 1;
      return 0;
    },
    recordedLog(),
  );
  for (let times = 0; times < 10; times += 1) {
    ticker.wake();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await ticker.stop();
  expect(most).toBe(1);
});

test('after a failure it says so, rests, and goes on', async () => {
  const log = recordedLog();
  let failures = 2;
  const work = vi.fn(async () => {
    failures -= 1;
    if (failures >= 0) throw new Error('the disk is full');
    return longMs;
  });
  const ticker = startTicker('test', work, log);
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(3), { timeout: 5_000 });
  expect(log.lines.map(({ fields }) => fields.restMs)).toEqual([500, 1000]);
  await ticker.stop();
});

test('a stop lets the work under way end and starts no other', async () => {
  let ended = false;
  const work = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    ended = true;
    return 0;
  });
  const ticker = startTicker('test', work, recordedLog());
  await ticker.stop();
  expect(ended).toBe(true);
  expect(work).toHaveBeenCalledTimes(1);
});
