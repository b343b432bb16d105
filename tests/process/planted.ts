import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

const signingKey = Buffer.from('planted-signing-key-of-gitlab').toString('base64');

/**
 * A value for every secret of the environment, in its valid form. None looks like a secret by itself where it
 * need not: what hides it must know it.
 */
export const planted = {
  GITLAB_TOKEN: 'planted-token-of-gitlab',
  GITLAB_WEBHOOK_TOKEN: 'planted-webhook-token-one,planted-webhook-token-two',
  GITLAB_WEBHOOK_SIGNING_TOKEN: `whsec_${signingKey}`,
  SLACK_BOT_TOKEN: 'xoxb-planted-token-of-the-bot',
  SLACK_SIGNING_SECRET: 'planted-signing-secret-of-slack',
  SLACK_APP_TOKEN: 'xapp-planted-token-of-the-app',
  PROMETHEUS_TOKEN: 'planted-token-of-prometheus',
  DATABASE_URL: 'postgres://bot:planted-password@db.example.com/reviews',
};

/** Where a planted secret stands in a text, with what is around it. */
export function leaksIn(where: string, text: string): string[] {
  // The second is how the signing key begins in base64.
  return [...text.matchAll(/.{0,60}(?:planted|cGxhbnRlZ)[^"\s]{0,40}/gi)].map(
    ([found]) => `${where}: ${found}`,
  );
}

/** The same in every file of a folder: the database, its log, reports. `except` by name. */
export async function leaksInFiles(folder: string, except: string[] = []): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && !except.includes(entry.name));
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) =>
      leaksIn(name, await readFile(join(parentPath, name), 'latin1')),
    ),
  );
  return found.flat();
}

export type Echo = { url: string; asked: string[]; close(): Promise<void> };

/**
 * A server that repeats in its answers all it was told, in every way a proxy or a broken server might: as JSON,
 * as a page, in headers, in the reason, with every status, and by breaking off.
 */
export async function startEcho(): Promise<Echo> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const said = `${JSON.stringify(request.headers)} ${Buffer.concat(chunks)}`;
    const way = ways[asked.length % ways.length];
    asked.push(said);
    if (way === undefined || way.status === 0) return void request.socket.destroy();
    response.writeHead(way.status, `No, ${request.headers['private-token'] ?? 'thanks'}`, {
      'content-type': way.type,
      'x-echo': encodeURIComponent(said).slice(0, 1_000),
      ...(way.status === 302 ? { location: `/elsewhere?${encodeURIComponent(said)}` } : {}),
    });
    response.end(way.type === 'application/json' ? asJson(said) : said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const ways = [
  ...[400, 401, 403, 404, 409, 422, 429, 500, 502].map((status) => ({ status, type: 'application/json' })),
  { status: 200, type: 'application/json' },
  { status: 200, type: 'text/html' },
  { status: 401, type: 'text/html' },
  { status: 302, type: 'text/html' },
  { status: 0, type: '' },
];

function asJson(said: string): string {
  return JSON.stringify({ ok: false, error: said, message: said, errors: [said], id: said, needed: said });
}
