import { isIP } from 'node:net';
import { nearest } from '../domain/nearest.ts';
import type { Reading } from './environment.ts';
import { shown } from './places.ts';

/** An address people or programs go to; without a `/` at its end. */
export function readUrl(text: string): Reading<string> {
  const allowed = 'an address that begins with http:// or https://, without user, password, ? or #';
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    const mend = /^[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(\/|$)/i.test(text) ? { mend: `write https://${text}` } : {};
    return { found: url?.password ? 'an address with a password' : shown(text), allowed, ...mend };
  }
  if (url.username !== '' || url.password !== '') {
    return { found: `an address of ${url.host} with a user or password in it`, allowed };
  }
  if (url.search !== '' || url.hash !== '') return { found: shown(text), allowed };
  return { value: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}

/** GitLab's own address: the API is found below it. */
export function readGitLabUrl(text: string): Reading<string> {
  const reading = readUrl(text);
  const api = 'value' in reading ? /^(.*?)\/api(\/v4)?$/.exec(reading.value) : null;
  if (!api) return reading;
  return {
    found: shown(text),
    allowed: 'the address at which people see GitLab',
    mend: `without /api/v4: ${api[1]}`,
  };
}

export function readPort(text: string): Reading<number> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535
    ? { value: port }
    : { found: shown(text), allowed: 'a port from 0 to 65535; 0 = any free one' };
}

export function readHost(text: string): Reading<string> {
  const isName = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text);
  return isName || isIP(text) !== 0
    ? { value: text }
    : { found: shown(text), allowed: 'an IP address or the name of a host, without scheme and port' };
}

/** pino's levels, from the quietest. */
export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export type LogLevel = (typeof logLevels)[number];

export function readLogLevel(text: string): Reading<LogLevel> {
  const level = logLevels.find((known) => known === text);
  if (level !== undefined) return { value: level };
  const near = nearest(text, logLevels);
  return {
    found: shown(text),
    allowed: `one of ${logLevels.join(', ')}`,
    ...(near === null ? {} : { mend: `did you mean ${near}?` }),
  };
}
