import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toBlocks } from '../../../src/adapters/slack/blocks.ts';
import { slackCommands } from '../../../src/commands/index.ts';
import { reconnectPauseMs } from '../../../src/http/slack/over-socket.ts';
import { openSlackDoor, type SlackDoor, type SlackDoorParts } from '../../../src/http/slack.ts';
import type { Storage } from '../../../src/ports/storage.ts';
import type { SlackDouble } from '../../../src/sandbox/slack/double.ts';
import { startSlackDouble } from '../../../src/sandbox/slack/start.ts';
import { type LogLine, recordedLog } from '../../fakes/log.ts';
import { eventBody } from '../../fakes/signed-slack.ts';
import { aDatabase, openHttpDoor } from './open-door.ts';

const appToken = 'xapp-1-A0BOT-of-the-tests';
const botToken = 'xoxb-of-the-tests';

let database: Awaited<ReturnType<typeof aDatabase>>;
let storage: Storage;
let slack: SlackDouble;
let lines: LogLine[];
let doors: SlackDoor[];

beforeEach(async () => {
  database = await aDatabase();
  storage = await database.open();
  slack = await startSlackDouble({ now: () => new Date() });
  slack.addUser({ name: 'mira' });
  slack.addChannel({ name: 'ops', members: ['mira'] });
  slack.installApp({
    botToken,
    appToken,
    scopes: ['commands', 'chat:write'],
    commands: [{ command: '/incident-review', shouldEscape: true }],
    events: ['app_home_opened'],
  });
  doors = [];
});
afterEach(async () => {
  await Promise.all(doors.map((door) => door.stop(1_000)));
  await slack.close();
  await database.remove();
});

function openDoor(over: Partial<SlackDoorParts> = {}, token = appToken): SlackDoor {
  const log = recordedLog();
  lines = log.lines;
  const door = openSlackDoor({
    access: { botToken, delivery: { by: 'socket', appToken: token }, apiUrl: slack.apiUrl },
    commands: slackCommands({ name: '/incident-review' }),
    render: toBlocks,
    storage,
    clock: { now: () => new Date().toISOString() },
    log,
    reconnectPauseMs: (failures) => 10 * failures,
    ...over,
  });
  doors.push(door);
  return door;
}

const connected = (door: SlackDoor) => vi.waitFor(() => expect(door.line()).toBe('ok'), { timeout: 5_000 });
const help = () => slack.as('mira').command('/incident-review', 'help', 'ops');
/** What the bot answered the caller with. */
const answers = () => slack.channel('ops').messages.filter(({ onlyFor }) => onlyFor !== null);
/** How often an address for a connection was asked for. */
const opened = () => slack.requests.filter(({ method }) => method === 'apps.connections.open').length;
const warnings = () => lines.filter(({ level }) => level === 'warn' || level === 'error');

describe('over a socket', () => {
  it('a command is acknowledged, and answered for its caller alone', async () => {
    const door = openDoor();
    expect(door.handler).toBeNull();
    await connected(door);
    await help();
    await vi.waitFor(() => expect(answers()).toHaveLength(1));
    expect(answers()[0]?.text).toContain('/incident-review help');
    expect(warnings()).toEqual([]);
    slack.assertNothingUnforeseen();
  });

  it('opening waits for nothing', () => {
    expect(openDoor().line()).toBe('connecting');
  });
});

describe('a connection', () => {
  it('that Slack wants to renew is opened again', async () => {
    const door = openDoor();
    await connected(door);
    slack.refreshSockets();
    await vi.waitFor(() => expect(opened()).toBe(2));
    await connected(door);
    await help();
    await vi.waitFor(() => expect(answers()).toHaveLength(1));
  });

  it('that drops is opened again when Slack is there', async () => {
    const door = openDoor();
    await connected(door);
    slack.faults.down(true);
    await vi.waitFor(() => expect(door.line()).toMatch(/^not connected: .*ECONNREFUSED.*; tried again at 2/));
    slack.faults.down(false);
    await connected(door);
    await help();
    await vi.waitFor(() => expect(answers()).toHaveLength(1));
    slack.assertNothingUnforeseen();
  });

  it('is made when Slack could not be reached at the start', async () => {
    slack.faults.down(true);
    const door = openDoor();
    await vi.waitFor(() => expect(warnings().length).toBeGreaterThan(2));
    expect(door.line()).toMatch(/^not connected: /);
    slack.faults.down(false);
    await connected(door);
  });

  it('with a wrong token is a state, tried again with growing pauses', async () => {
    const door = openDoor({}, 'xapp-1-A0BOT-of-somebody-else');
    await vi.waitFor(() => expect(door.line()).toMatch(/^not connected: invalid_auth; tried again at 2/));
    await vi.waitFor(() => {
      const failures = lines.filter(({ sentence }) => sentence.startsWith('Slack is not connected'));
      expect(failures.map(({ fields }) => fields.failures).slice(0, 3)).toEqual([1, 2, 3]);
    });
    expect(JSON.stringify(lines)).not.toContain('of-somebody-else');
  });

  it('keeps the pause that Slack asks for', async () => {
    slack.faults.next({ kind: '429', method: 'apps.connections.open', retryAfterSeconds: 2 });
    const door = openDoor();
    await vi.waitFor(() => expect(door.line()).toMatch(/^not connected: ratelimited/));
    await sleep(100);
    expect(opened()).toBe(1);
  });

  it('is tried again after a second, then ever more seldom, but every five minutes at least', () => {
    expect([0, 1, 2, 3, 9, 10, 100].map(reconnectPauseMs)).toEqual([
      0, 1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
  });
});

describe('a stop', () => {
  it('lets a listener end, then closes the connection', async () => {
    const { promise: going, resolve: end } = Promise.withResolvers<void>();
    const commands = slackCommands({ name: '/incident-review' });
    const slow = {
      answer: async (typed: Parameters<typeof commands.answer>[0]) => {
        await going;
        return commands.answer(typed);
      },
    };
    const door = openDoor({ commands: slow });
    await connected(door);
    await help();
    await vi.waitFor(() => expect(door.underWay()).toBe(1));
    const stopped = door.stop(10_000);
    expect(door.line()).toBe('ok');
    end();
    await stopped;
    expect(door.line()).toBe('stopped');
    expect(answers()).toHaveLength(1);
    expect(door.underWay()).toBe(0);
  });

  it.each([
    ['while it connects', async () => undefined],
    ['while it rests', () => vi.waitFor(() => expect(lines).not.toEqual([]))],
  ])('%s ends it for good', async (_when, until) => {
    slack.faults.down(true);
    const door = openDoor({ reconnectPauseMs: () => 60_000 });
    await until();
    await door.stop(1_000);
    expect(door.line()).toBe('stopped');
    slack.faults.down(false);
    slack.forgetRequests();
    await sleep(50);
    expect(slack.requests).toEqual([]);
  });
});

describe('the same event', () => {
  it('runs once, whether it comes by a socket or by HTTP', async () => {
    const seen: string[] = [];
    const watched: Pick<Storage, 'seenBefore'> = {
      seenBefore: async (key, now) => {
        seen.push(key);
        return storage.seenBefore(key, now);
      },
    };
    await connected(openDoor({ storage: watched }));
    await slack.as('mira').openHome();
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    const [id = ''] = /Ev\w+$/.exec(seen[0] ?? '') ?? [];

    const second = await openHttpDoor(watched, slack.url);
    await second.send(eventBody({ event_id: id }));
    expect(seen).toEqual([`slack-event:${id}`, `slack-event:${id}`]);
    expect(second.lines).toMatchObject([{ sentence: 'Slack sent what was worked off before' }]);
    await second.close();
  });
});
