import { nearest } from '../domain/nearest.ts';
import type { Reading } from './environment.ts';
import { shown } from './places.ts';

/** Where everything is kept. `path` is as the operator wrote it, relative to the working directory. */
export type Database = { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string };

const allowed =
  'sqlite: and the path of a file, such as sqlite:data/incident-review-bot.db, or postgres://user:password@host/database';

/** As `DATABASE_URL` would say it. */
export function addressOf(database: Database): string {
  return database.kind === 'postgres' ? database.url : `sqlite:${database.path}`;
}

/** Never shows a user or a password of a database address, nor what cannot be told from them. */
export function readDatabaseUrl(text: string): Reading<Database> {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0].toLowerCase() ?? '';
  if (scheme === 'postgres:' || scheme === 'postgresql:') return readPostgres(text);
  if (scheme === 'sqlite:') return readSqlite(text.slice(scheme.length), text);
  const found = scheme === '' ? 'a text without a scheme' : `${scheme}…`;
  return { found, allowed, ...(scheme === '' ? { mend: 'write sqlite: in front of the path' } : {}) };
}

function readSqlite(path: string, text: string): Reading<Database> {
  if (path === '') return { found: 'sqlite: without a path', allowed };
  if (path.startsWith(':memory:')) {
    return { found: shown(text), allowed, mend: 'deliveries must survive a restart: name a file' };
  }
  // As in other tools' URLs, three slashes begin an absolute path; two would name a host.
  if (path.startsWith('///')) return { value: { kind: 'sqlite', path: path.slice(2) } };
  if (path.startsWith('//')) {
    return { found: shown(text), allowed, mend: `write sqlite:${path.slice(2)}` };
  }
  return { value: { kind: 'sqlite', path } };
}

/** A name that needs no quotes, and leaves room for what is added to it. */
const schemaName = /^[a-z_][a-z0-9_]{0,47}$/;
const parameters = ['schema', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey'];
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];

function readPostgres(text: string): Reading<Database> {
  const url = URL.parse(text);
  if (url === null) {
    const mend = 'write @, :, / and ? in a user or a password as %40, %3A, %2F and %3F';
    return { found: 'postgres://… that is no address', allowed, mend };
  }
  const where = `postgres://${url.host}${url.pathname}`;
  if (url.host === '') return { found: 'postgres:// without a host', allowed };
  if (!/^\/[^/]+$/.test(url.pathname)) return { found: `${where} without the name of a database`, allowed };
  const unknown = [...url.searchParams.keys()].find((name) => !parameters.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, parameters);
    return {
      found: `${where}?${unknown}=…`,
      allowed: `after ?: ${parameters.join(', ')}`,
      ...(near === null ? {} : { mend: `did you mean ${near}?` }),
    };
  }
  const schema = url.searchParams.get('schema');
  if (schema !== null && !schemaName.test(schema)) {
    const named = 'schema= and a name of lower-case letters, digits and _, of 48 characters at most';
    return { found: `${where}?schema=${shown(schema)}`, allowed: named };
  }
  const sslmode = url.searchParams.get('sslmode');
  if (sslmode !== null && !sslModes.includes(sslmode)) {
    const near = nearest(sslmode, sslModes);
    return {
      found: `${where}?sslmode=${shown(sslmode)}`,
      allowed: `sslmode= and one of ${sslModes.join(', ')}`,
      ...(near === null ? {} : { mend: `did you mean ${near}?` }),
    };
  }
  return { value: { kind: 'postgres', url: text } };
}
