import { afterEach, expect, test, vi } from 'vitest';
import { type Stage, setStage } from '../stories/stage.ts';

// A reader with a bug that shows with one text alone.
vi.mock('../../src/domain/read/index.ts', async (original) => {
  const real = await original<typeof import('../../src/domain/read/index.ts')>();
  return {
    readKeyInformation: (text: string, options: Parameters<typeof real.readKeyInformation>[1]) => {
      if (text.includes('the text that hurts')) throw new TypeError('a bug');
      return real.readKeyInformation(text, options);
    },
  };
});

let stage: Stage;
afterEach(() => stage.close());

test('a text that cannot be read keeps no review from being opened', async () => {
  stage = await setStage();
  const dora = stage.gitlab.as('dora');
  const incident = stage.incident({ description: 'Start Time: 2024-10-31 04:18 UTC' });
  dora.comment(incident, 'End Time: 2024-10-31 06:30 UTC, and the text that hurts');
  dora.close(incident);
  await stage.calm();
  expect(stage.reviews()[0]?.description).toContain('| Start Time | 2024-10-31 04:18 UTC |');
  const said = stage.log.filter(({ sentence }) => sentence === 'a text of an incident could not be read');
  expect(said).toHaveLength(1);
  expect(await stage.storage.parked()).toEqual([]);
});
