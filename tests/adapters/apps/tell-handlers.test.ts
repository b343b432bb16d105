import { afterAll, describe, expect, test } from 'vitest';
import type { Handler } from '../../../src/adapters/apps/bot.ts';
import { tellHandlers } from '../../../src/adapters/apps/tell-handlers.ts';
import { Problem } from '../../../src/domain/problems.ts';
import { makeAppFolder } from './app-folder.ts';
import { incidentClosed, recordingLog, reviewOpened } from './recorder.ts';

const { write, load, remove } = makeAppFolder();
afterAll(remove);

describe('telling an event', () => {
  test('calls the handlers of that event alone, each with all there is to know', async () => {
    const entry = write(
      'knows.js',
      `export default (bot) => {
        bot.on('incident.closed', () => { throw new Error('not asked'); });
        bot.on('review.opened', ({ id, name, event, payload, log }) => {
          log.info({ event, payload, app: 'another' }, name + ' ' + id);
        });
      };`,
    );
    const { apps, lines } = await load([entry]);
    await apps[0]?.tell(reviewOpened);
    const { incident, review, because } = reviewOpened;
    expect(lines).toEqual([
      {
        level: 'info',
        // The app and the id of the event stand on each line, whatever the app says.
        fields: { event: reviewOpened.id, payload: { incident, review, because }, app: './knows.js' },
        sentence: `review.opened ${reviewOpened.id}`,
      },
    ]);
  });

  test('shows each handler the event as it is, whatever others do to it', async () => {
    const entry = write(
      'meddles.js',
      `export default (bot) => {
        bot.on('review.opened', (context) => { context.event.incident.confidential = false; });
        bot.on('review.opened', (context) => { context.log.info(String(context.payload.incident.confidential)); });
      };`,
    );
    const { apps, lines } = await load([entry]);
    const confidential = { ...reviewOpened, incident: { ...reviewOpened.incident, confidential: true } };
    await expect(apps[0]?.tell(confidential)).rejects.toThrow(/read only property 'confidential'/);
    expect(lines.map(({ sentence }) => sentence)).toEqual(['true']);
    expect(confidential.incident.confidential).toBe(true);
  });

  test('fails as a problem when a handler does, after all others came to their end', async () => {
    const entry = write(
      'half.js',
      `export default (bot) => {
        bot.on('incident.closed', () => { throw new Error('the page is down'); });
        bot.on('incident.closed', async () => { throw 'so is the other'; });
        bot.on('incident.closed', async (context) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          context.log.info('done');
        });
      };`,
    );
    const { apps, lines } = await load([entry]);
    const failure: unknown = await apps[0]?.tell(incidentClosed).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Problem);
    expect(failure).toMatchObject({
      code: 'app-failed',
      message: 'app-failed: ./half.js: the page is down; so is the other',
      cause: new Error('the page is down'),
    });
    expect(lines.map(({ sentence }) => sentence)).toEqual(['done']);
  });

  test('does not wait longer than its time, and says so to the handler', async () => {
    const { log, lines } = recordingLog();
    const handler: Handler = (context) => {
      context.signal.addEventListener('abort', () => {
        context.log.warn(`told to stop: ${context.signal.reason.message}`);
      });
      return new Promise(() => undefined);
    };
    const telling = tellHandlers('./hangs.js', [{ event: 'incident.closed', handler }], incidentClosed, {
      timeoutMs: 20,
      log,
    });
    await expect(telling).rejects.toMatchObject({
      code: 'app-failed',
      message: 'app-failed: ./hangs.js: it did not finish with incident.closed within 20 ms',
    });
    expect(lines.map(({ sentence }) => sentence)).toEqual([
      'told to stop: it did not finish with incident.closed within 20 ms',
    ]);
  });

  test('to an app that asks for more only now is refused', async () => {
    const entry = write(
      'late.js',
      `export default (bot) => {
        bot.on('incident.closed', () => bot.on('review.closed', () => {}));
      };`,
    );
    const { apps } = await load([entry]);
    await expect(apps[0]?.tell(incidentClosed)).rejects.toThrow(
      'bot.on was called after the app had loaded; call it before that',
    );
    expect(apps[0]?.hears).toEqual(['incident.closed']);
  });

  test('keeps apps apart', async () => {
    const broken = write(
      'broken.js',
      `export default (bot) => bot.on('review.opened', () => { throw new Error('no'); });`,
    );
    const sound = write(
      'sound.js',
      `export default (bot) => bot.on('review.opened', ({ log }) => log.info('yes'));`,
    );
    const { apps, lines } = await load([broken, sound]);
    const [first, second] = await Promise.allSettled(apps.map((app) => app.tell(reviewOpened)));
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
    expect(lines.map(({ sentence }) => sentence)).toEqual(['yes']);
  });
});
