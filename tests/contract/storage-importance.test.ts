import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent, IntentBody } from '../../src/domain/intents.ts';
import type { IntentOutcome, Storage } from '../../src/ports/storage.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { at } from './storage-values.ts';

const incident = { project: 7, issue: 700, iid: 12 };
const review = { project: 8, iid: 34 };
const place = { project: 7, path: 'acme/production', issue: 700, iid: 12 };

const bodies = {
  urgent: { kind: 'make-review-confidential', incident, review },
  opening: {
    kind: 'gather-facts',
    incident,
    at: place,
    openedAt: at(0),
    notOlderThan: at(0),
  },
  completing: { kind: 'link-review', incident, at: place, review },
  announcing: { kind: 'announce-review', incident, generation: 0 },
  courtesy: { kind: 'bookmark-review', incident, channel: 'C1', place: '#c' },
  retracting: { kind: 'retract-messages', incident },
} satisfies Record<string, IntentBody>;

type Name = keyof typeof bodies;

/** `urgent 1 of a` is an intent of that kind, for the subject a. */
function named(key: string): Intent {
  const [name = '', , , subject = key] = key.split(' ');
  return { key, subject, body: bodies[name as Name] };
}

describe.each(implementations)('what goes first, on $name', ({ prepare }) => {
  let ground: Ground;
  let storage: Storage;
  beforeEach(async () => {
    ground = await prepare();
    storage = await ground.open();
    await storage.migrate();
  });
  afterEach(() => ground.remove());

  const leaseMs = 60_000;
  const add = (seconds: number, ...keys: string[]) =>
    storage.commit({ at: at(seconds), intents: keys.map(named) });
  const claim = async (limit: number, seconds: number, lane: 'gitlab' | 'slack' = 'gitlab') =>
    await storage.claimIntents(lane, limit, at(seconds), leaseMs);
  const keysOf = (claimed: { key: string }[]) => claimed.map(({ key }) => key);
  const end = async (id: number, seconds: number, outcome: IntentOutcome) => {
    await storage.commit({ at: at(seconds), intent: { id, outcome } });
  };
  const done: IntentOutcome = { status: 'done', note: null };

  it('claims the most important first, and of those what has been due longest', async () => {
    await add(1, 'completing 1', 'opening 1');
    await add(2, 'completing 2', 'opening 2');
    await add(3, 'urgent 1');
    expect(keysOf(await claim(3, 9))).toEqual(['urgent 1', 'opening 1', 'opening 2']);
    expect(keysOf(await claim(3, 9))).toEqual(['completing 1', 'completing 2']);
  });

  it('does so in the lane of Slack too', async () => {
    await add(1, 'courtesy 1', 'announcing 1');
    await add(2, 'retracting 1');
    expect(keysOf(await claim(9, 9, 'slack'))).toEqual(['retracting 1', 'announcing 1', 'courtesy 1']);
  });

  it('claims nothing before its time, however important', async () => {
    await add(1, 'completing 1');
    await add(5, 'urgent 1');
    expect(keysOf(await claim(9, 4))).toEqual(['completing 1']);
    expect(await storage.nextIntentAt('gitlab')).toBe(at(5));
  });

  it('lets the urgent one of a subject pass those that wait, and never run beside one', async () => {
    await add(1, 'completing 1 of a', 'completing 2 of a', 'opening 1 of b');
    const [b, a] = await claim(9, 2);
    expect([a?.key, b?.key]).toEqual(['completing 1 of a', 'opening 1 of b']);
    await add(3, 'urgent 1 of a');
    expect(keysOf(await claim(9, 4))).toEqual([]);
    await end(a?.id ?? 0, 5, done);
    const [urgent, ...others] = await claim(9, 5);
    expect(urgent?.key).toBe('urgent 1 of a');
    expect(others).toEqual([]);
    await end(urgent?.id ?? 0, 6, done);
    expect(keysOf(await claim(9, 6))).toEqual(['completing 2 of a']);
  });

  it('does not hold up a subject while its urgent one waits for its next try', async () => {
    await add(1, 'completing 1 of a', 'urgent 1 of a');
    const [urgent] = await claim(9, 1);
    expect(urgent?.key).toBe('urgent 1 of a');
    await end(urgent?.id ?? 0, 2, { status: 'later', at: at(60), problem: 'gitlab-timeout', detail: 'x' });
    expect(keysOf(await claim(9, 3))).toEqual(['completing 1 of a']);
  });

  it('comes to the last courtesy in the end, while others keep failing', async () => {
    await add(0, ...Array.from({ length: 20 }, (_, n) => `opening ${n}`), 'completing 1');
    for (let second = 0; second < 20; second += 1) {
      for (const { id, key } of await claim(4, second)) {
        if (key === 'completing 1') return;
        const outcome = { problem: 'gitlab-unavailable', detail: 'x' } as const;
        await end(id, second, { status: 'later', at: at(second + 15), ...outcome });
      }
    }
    expect.unreachable('it was never claimed');
  });

  it('knows whether an earlier attempt may have done it', async () => {
    const later = (problem: 'gitlab-waiting' | 'gitlab-timeout'): IntentOutcome => ({
      status: 'later',
      at: at(1),
      problem,
      detail: 'x',
    });
    const attempt = async (outcome: IntentOutcome | null) => {
      const [claimed] = await claim(1, 1);
      if (outcome && claimed) await end(claimed.id, 1, outcome);
      return claimed && claimed.maybeDoneAt !== null;
    };
    await add(0, 'opening 1');
    expect(await attempt(later('gitlab-waiting'))).toBe(false);
    expect(await attempt(later('gitlab-timeout'))).toBe(false);
    expect(await attempt(later('gitlab-waiting'))).toBe(true);
    expect(await attempt({ status: 'parked', problem: 'gitlab-forbidden', detail: 'x' })).toBe(true);
    await add(0, 'opening 2');
    expect(await attempt({ status: 'parked', problem: 'bug', detail: 'x' })).toBe(false);
    const [parked] = (await storage.parked()).filter(({ key }) => key === 'opening 2');
    await storage.retryParked(parked?.id ?? '', at(1));
    expect(await attempt(done)).toBe(true);
    await add(0, 'opening 3');
    expect(await attempt(null)).toBe(false);
    // The lease runs out: whoever had it has crashed, nobody knows when.
    expect(await claim(1, 70)).toMatchObject([{ key: 'opening 3', maybeDoneAt: expect.any(String) }]);
  });
});
