import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { isPostgres, sqliteFile } from '../open-engine.ts';
import { readAddress } from '../postgres/address.ts';

const usualPort = '5432';

/** Which database that is, however it was written; for people too, so without user and password. */
export function placeOf(url: string): string {
  if (isPostgres(url)) return readAddress(withPort(url)).where;
  const file = resolve(sqliteFile(url));
  return `sqlite:${existsSync(file) ? realpathSync(file) : file}`;
}

function withPort(url: string): string {
  const address = new URL(url);
  address.port ||= usualPort;
  return address.href;
}
