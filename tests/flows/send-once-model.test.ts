import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Intent } from '../../src/domain/intents.ts';
import { postFates } from './model/slack.ts';
import { prepareWorlds, type World, type Worlds } from './model/world.ts';

let worlds: Worlds;
beforeAll(async () => {
  worlds = await prepareWorlds();
});
afterAll(() => worlds.remove());

const keys = ['k0', 'k1', 'k2'];

type Model = { decided: Set<string> };
type Command = fc.AsyncCommand<Model, World>;

function command(name: string, run: (model: Model, world: World) => Promise<void>): Command {
  return { check: () => true, run, toString: () => name };
}

/** A message with a subject of its own, or of one that others have too. */
function aMessage(key: string, subject: string): Intent {
  const warning = { about: 'hook', project: 'acme/production', enabled: true } as const;
  return { key, subject, body: { kind: 'warn-operators', warning } };
}

const decide = fc.constantFrom(...keys).map((key) =>
  command(`decide on ${key}`, async ({ decided }, { storage, clock }) => {
    const subject = key === 'k0' ? 's0' : 's1';
    await storage.commit({ at: clock.now(), intents: [aMessage(key, subject)] });
    decided.add(key);
  }),
);

/** Of one message there are some sixteen, from its claim to its end. */
const step = fc.integer({ min: 1, max: 18 });
const posts = fc.array(fc.constantFrom(...postFates), { maxLength: 3 });

const work = fc
  .tuple(step, fc.constantFrom(null, 'is killed', 'stands still'), posts)
  .map(([at, how, ends]) =>
    command(
      `work: [${ends.join('; ')}]${how === null ? '' : `, and the process ${how} at step ${at}`}`,
      async (_model, world) => {
        world.slack.next(ends);
        await world.work(how === null ? null : { step: at, how });
      },
    ),
  );

const wake = fc.constant(
  command('who stands still goes on', async (_model, world) => void (await world.wake())),
);

/** While one stands still its lease ends, and another has its work. */
const overtaken = fc.tuple(step, posts, fc.constantFrom(61, 130)).map(([at, ends, seconds]) =>
  command(
    `work: [${ends.join('; ')}], stand still at step ${at}, be overtaken after ${seconds} s, and go on`,
    async (_model, world) => {
      world.slack.next(ends);
      await world.work({ step: at, how: 'stands still' });
      world.clock.advance(seconds * 1_000);
      await world.work(null);
      await world.wake();
    },
  ),
);

const wait = fc
  .constantFrom(2, 25, 61, 130)
  .map((seconds) =>
    command(`wait ${seconds} s`, async (_model, { clock }) => clock.advance(seconds * 1_000)),
  );

/** Whatever happened: in the end everybody goes on, Slack is well, and all is carried out. */
async function endAll(world: World): Promise<void> {
  world.slack.next([]);
  while (await world.wake());
  while ((await world.storage.depth()).intents > 0) {
    world.clock.advance(61_000);
    await world.work(null);
  }
}

test.each([
  { mayLook: true, name: 'says everything, and nothing twice' },
  {
    mayLook: false,
    name: 'says nothing twice where it may not look, and loses only what it cannot be sure of',
  },
])('$name, wherever processes are killed or stand still', async ({ mayLook }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([decide, work, work, wake, overtaken, overtaken, wait], { maxCommands: 20, size: 'max' }),
      async (commands) => {
        const world = await worlds.make(mayLook);
        const model: Model = { decided: new Set() };
        try {
          await fc.asyncModelRun(() => ({ model, real: world }), commands);
          await endAll(world);
          expect(await world.storage.parked()).toEqual([]);
          for (const key of keys) {
            const said = world.slack.said(key);
            // Slack has nothing that would turn away a process which sleeps for minutes between claim and call.
            if (!world.overdue.has(key)) expect(said, key).toBeLessThanOrEqual(1);
            const mayBeLost = !mayLook && (world.interrupted.has(key) || world.slack.unanswered.has(key));
            if (model.decided.has(key) && !mayBeLost) expect(said, key).toBeGreaterThanOrEqual(1);
            if (!model.decided.has(key)) expect(said, key).toBe(0);
          }
        } finally {
          await world.close();
        }
      },
    ),
    { numRuns: 20 },
  );
});
