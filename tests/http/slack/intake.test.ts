import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { slackCommands } from '../../../src/commands/index.ts';
import { type Intake, openIntake, type Reply } from '../../../src/http/slack/intake.ts';
import { listeningApp } from '../../../src/http/slack/listen.ts';
import { readTold } from '../../../src/http/slack/told.ts';
import type { Storage } from '../../../src/ports/storage.ts';
import { clockAt } from '../../fakes/clock.ts';
import { type LogLine, recordedLog } from '../../fakes/log.ts';
import { clickBody, commandBody, eventBody } from '../../fakes/signed-slack.ts';
import { aResponseUrl, now, render } from './open-door.ts';

let slack: Awaited<ReturnType<typeof aResponseUrl>>;
beforeEach(async () => {
  slack = await aResponseUrl();
});
afterEach(async () => {
  await slack.close();
});

type Opened = {
  app: App;
  intake: Intake;
  /** But those of debugging. */
  lines(): LogLine[];
  /** Takes in a body; `ended` resolves when its listeners have. */
  take(body: string, key?: string): { replies: Reply[]; ended: Promise<void> };
};

/** The real Bolt, to which a test adds listeners of its own. */
function open({
  ackWithinMs = 60_000,
  seenBefore = async () => false,
  commands = slackCommands({ name: '/incident-review' }),
}: Partial<{ ackWithinMs: number; commands: ReturnType<typeof slackCommands> }> &
  Partial<Pick<Storage, 'seenBefore'>> = {}): Opened {
  const log = recordedLog();
  const app = listeningApp({ botToken: 'xoxb-of-the-tests', apiUrl: slack.url, commands, render, log });
  const process = app.processEvent.bind(app);
  const intake = openIntake({ process, storage: { seenBefore }, clock: clockAt(now), log, ackWithinMs });
  return {
    app,
    intake,
    lines: () => log.lines.filter(({ level }) => level !== 'debug'),
    take: (body, key = body) => {
      const replies: Reply[] = [];
      const told = readTold(body) ?? {};
      return { replies, ended: intake.take({ told, key }, (reply) => void replies.push(reply)) };
    },
  };
}

/** Something that goes on until the test lets it end. */
function held(): { going: Promise<void>; end(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { going: promise, end: () => resolve() };
}

const acknowledged = { kind: 'acknowledged', response: '' };

describe('a listener that is slow', () => {
  it('is answered for, and its late acknowledgement is not said', async () => {
    const { app, take, intake, lines } = open({ ackWithinMs: 20 });
    const { going, end } = held();
    app.action('open-review', async ({ ack }) => {
      await going;
      await ack();
    });
    const { replies, ended } = take(clickBody());
    await vi.waitFor(() => expect(replies).toEqual([{ kind: 'late' }]));
    expect(intake.underWay()).toBe(1);
    end();
    await ended;
    expect(replies).toHaveLength(1);
    expect(intake.underWay()).toBe(0);
    expect(lines()).toMatchObject([
      { level: 'warn', sentence: 'What Slack sent was not acknowledged in time' },
    ]);
  });

  it('after it has acknowledged is not hurried', async () => {
    const { app, take } = open({ ackWithinMs: 20 });
    const { going, end } = held();
    app.action('open-review', async ({ ack }) => {
      await ack();
      await going;
    });
    const { replies, ended } = take(clickBody());
    await vi.waitFor(() => expect(replies).toEqual([acknowledged]));
    await new Promise((resolve) => setTimeout(resolve, 40));
    end();
    await ended;
    expect(replies).toEqual([acknowledged]);
  });

  it('is no reason to leave somebody who typed a command without a sentence', async () => {
    const { promise } = Promise.withResolvers<boolean>();
    const { take } = open({ ackWithinMs: 20, seenBefore: () => promise });
    const { replies } = take(commandBody());
    await vi.waitFor(() => expect(replies).toHaveLength(1));
    expect(replies).toMatchObject([
      { kind: 'acknowledged', response: { text: expect.stringContaining('longer than Slack waits') } },
    ]);
  });
});

describe('a listener that throws', () => {
  it('before it acknowledged is answered for at once, and logged once', async () => {
    const { app, take, lines } = open();
    const bug = new Error('a bug');
    app.action('open-review', async () => {
      throw bug;
    });
    const { replies, ended } = take(clickBody());
    await ended;
    expect(replies).toEqual([{ kind: 'failed' }]);
    expect(lines()).toEqual([
      {
        level: 'error',
        fields: { kind: 'block_actions', error: bug },
        sentence: 'What Slack sent could not be worked off',
      },
    ]);
  });

  it('after it acknowledged changes nothing of the answer', async () => {
    const { app, take, lines } = open();
    app.event('app_home_opened', async () => {
      throw new Error('a bug');
    });
    const { replies, ended } = take(eventBody());
    await ended;
    expect(replies).toEqual([acknowledged]);
    expect(lines()).toMatchObject([{ level: 'error', fields: { event: 'app_home_opened' } }]);
  });

  it('is told to whoever typed the command', async () => {
    const { take, lines } = open({ commands: { answer: () => Promise.reject(new Error('a bug')) } });
    const { replies, ended } = take(commandBody({ response_url: slack.url }));
    await ended;
    expect(replies).toEqual([acknowledged]);
    expect(slack.heard).toMatchObject([
      { response_type: 'ephemeral', text: expect.stringContaining('went wrong on our side') },
    ]);
    expect(lines()).toMatchObject([{ level: 'error', fields: { error: new Error('a bug') } }]);
  });
});

describe('a listener', () => {
  it('that acknowledges twice has a bug', async () => {
    const { app, take, lines } = open();
    app.action('open-review', async ({ ack }) => {
      await ack();
      await ack();
    });
    const { replies, ended } = take(clickBody());
    await ended;
    expect(replies).toEqual([acknowledged]);
    expect(lines()).toMatchObject([{ level: 'error' }]);
  });

  it('may acknowledge with what Slack shall show', async () => {
    const { app, take } = open();
    const errors = { response_action: 'errors' as const, errors: { reason: 'Please give one' } };
    app.view('waive', ({ ack }) => ack(errors));
    const { replies, ended } = take(
      clickBody({ type: 'view_submission', actions: undefined, view: { callback_id: 'waive' } }),
    );
    await ended;
    expect(replies).toEqual([{ kind: 'acknowledged', response: errors }]);
  });
});

describe('a stop', () => {
  it('waits for listeners that go on after their acknowledgement, and takes in nothing more', async () => {
    const { app, take, intake } = open();
    const { going, end } = held();
    app.event('app_home_opened', () => going);
    const first = take(eventBody());
    await vi.waitFor(() => expect(first.replies).toEqual([acknowledged]));

    const stopped = intake.stop(60_000);
    const second = take(eventBody(), 'another');
    await second.ended;
    expect(second.replies).toEqual([{ kind: 'again' }]);
    expect(intake.underWay()).toBe(1);
    end();
    expect(await stopped).toBe('finished');
    expect(intake.underWay()).toBe(0);
  });

  it('does not wait for ever', async () => {
    const { app, take, intake } = open();
    const { going, end } = held();
    app.event('app_home_opened', () => going);
    const { ended } = take(eventBody());
    expect(await intake.stop(20)).toBe('cut-off');
    end();
    await ended;
  });
});
