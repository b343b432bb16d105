import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadApps, usualTimeoutMs } from '../../../src/adapters/apps/load-apps.ts';
import { appEventNames } from '../../../src/domain/app-event-names.ts';
import type { AppEvent } from '../../../src/domain/app-events.ts';
import { recordingLog, reviewOpened } from './recorder.ts';

const root = new URL('../../../', import.meta.url);
const guide = readFileSync(new URL('docs/apps.md', root), 'utf8');

function blocks(language: string): string[] {
  return [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , text]) => text ?? '');
}

describe('the guide for apps', () => {
  test('shows the example app as it is', () => {
    const example = readFileSync(new URL('examples/apps/tell-the-status-page.js', root), 'utf8');
    expect(blocks('js')).toEqual([example]);
  });

  test('lists every event', () => {
    const rows = [...guide.matchAll(/^\| `((?:incident|review|guideline)\.[a-z]+)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(rows).toEqual([...appEventNames]);
  });

  test('tells how long an app may take', () => {
    expect(guide).toContain(`(${usualTimeoutMs / 1000} seconds)`);
  });

  test('shows an event as apps get it', () => {
    expect(blocks('json').map((text) => JSON.parse(text))).toEqual([reviewOpened]);
  });
});

type Received = { key: string | undefined; body: unknown };

describe('the example app', () => {
  const received: Received[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      received.push({ key: request.headers['idempotency-key']?.toString(), body: JSON.parse(text) });
      response.writeHead(status).end();
    });
  });

  beforeEach(async () => {
    received.length = 0;
    status = 204;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
    vi.stubEnv('STATUS_PAGE_URL', `http://127.0.0.1:${address.port}/`);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function tell(event: AppEvent): Promise<string[]> {
    const { log, lines } = recordingLog();
    const directory = fileURLToPath(new URL('examples/', root));
    const [app] = await loadApps(['./apps/tell-the-status-page.js'], directory, { timeoutMs: 5000, log });
    await app?.tell(event);
    return lines.map(({ sentence }) => sentence);
  }

  test('posts a review with the id of the event as its key', async () => {
    await tell(reviewOpened);
    await tell(reviewOpened);
    const once = {
      key: reviewOpened.id,
      body: {
        what: 'review.opened',
        incident: 'CI jobs stuck in pending',
        review: 'https://gitlab.example.com/acme/production/-/issues/45',
      },
    };
    expect(received).toEqual([once, once]);
  });

  test('says nothing of a confidential incident', async () => {
    const incident = { ...reviewOpened.incident, confidential: true };
    expect(await tell({ ...reviewOpened, incident })).toEqual([
      'a confidential incident is kept from the status page',
    ]);
    expect(received).toEqual([]);
  });

  test('fails when the page does, so that the event comes again', async () => {
    status = 503;
    await expect(tell(reviewOpened)).rejects.toMatchObject({
      code: 'app-failed',
      message: expect.stringContaining('the status page answered 503'),
    });
  });

  test('stops the start when it does not know where the page is', async () => {
    vi.stubEnv('STATUS_PAGE_URL', undefined);
    await expect(tell(reviewOpened)).rejects.toThrow('STATUS_PAGE_URL is not set');
  });
});
