import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/postgres-server.ts';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';

const file = (name: string) => fileURLToPath(new URL(`certificates/${name}`, import.meta.url));
const read = (name: string) => readFileSync(file(name), 'utf8');

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({
    durable: false,
    tls: { certificate: read('server.pem'), key: read('server.key') },
  });
});
afterAll(() => server.remove());

/** As an operator would write it; the certificate is that of `localhost`. */
function address(host: string, parameters: Record<string, string>): string {
  const url = new URL(server.url);
  url.hostname = host;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

async function ask(url: string): Promise<void> {
  const storage = await openStorage({ url });
  await storage.close();
}

test.each([
  ['localhost', { sslmode: 'verify-full', sslrootcert: file('ca.pem') }],
  ['127.0.0.1', { sslmode: 'verify-ca', sslrootcert: file('ca.pem') }],
  ['127.0.0.1', { sslmode: 'require' }],
  ['127.0.0.1', { sslmode: 'disable' }],
])('%s with %o is connected to', async (host, parameters) => {
  await ask(address(host, parameters));
});

test.each([
  ['whose name is another', '127.0.0.1', { sslmode: 'verify-full', sslrootcert: file('ca.pem') }],
  [
    'whom somebody else vouches for',
    'localhost',
    { sslmode: 'verify-full', sslrootcert: file('other-ca.pem') },
  ],
  ['whom nobody vouches for', 'localhost', { sslmode: 'verify-full' }],
])('a server %s is not', async (_who, host, parameters) => {
  const refused = await ask(address(host, parameters)).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'storage-unavailable' });
  expect(String(refused)).toMatch(/certificate/i);
  expect(String(refused)).not.toContain('of-the-tests');
});

test('a certificate that is not there is named', async () => {
  const refused = await ask(
    address('localhost', { sslmode: 'verify-full', sslrootcert: '/not/there.pem' }),
  ).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'storage-unavailable' });
  expect(String(refused)).toContain('/not/there.pem');
});
