import type { Day, Instant } from '../../../domain/words.ts';
import { isDay } from '../rules/due.ts';
import { badParameter } from './errors.ts';
import { isSentFile, type SentFile } from './sent-file.ts';

/** What GitLab accepts as a value of a parameter, by name of the kind. `null` and '' reach the route as null. */
type Kinds = {
  string: string;
  integer: number;
  boolean: boolean;
  /** A comma list, or an array in JSON or brackets. */
  list: string[];
  integers: number[];
  instant: Instant;
  day: Day;
  /** A number or a path. */
  ref: string;
  file: SentFile;
};

export type Fields = Record<string, keyof Kinds>;

/** Values as they were given; a field that was not given is missing. */
export type Values<F extends Fields> = { [K in keyof F]?: Kinds[F[K]] | null };

export type Raw = Record<string, unknown>;

/** Names that were given and that `fields` does not know. */
export function unknownFields(fields: Fields, raw: Raw): string[] {
  return Object.keys(raw).filter((name) => !Object.hasOwn(fields, name));
}

/** Reads and converts the known fields; a value of the wrong kind is GitLab's 400 `… is invalid`. */
export function readFields<F extends Fields>(fields: F, raw: Raw): Values<F> {
  const values: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fields)) {
    if (!Object.hasOwn(raw, name)) continue;
    const given = raw[name];
    values[name] = given === null || (given === '' && kind !== 'string') ? null : convert(name, kind, given);
  }
  // Each value was converted by the kind its name has in `fields`, which is what Values<F> says.
  return values as Values<F>;
}

function convert(name: string, kind: keyof Kinds, given: unknown): Kinds[keyof Kinds] {
  const text = typeof given === 'string' || typeof given === 'number' ? String(given) : null;
  switch (kind) {
    case 'string':
    case 'ref':
      if (text !== null) return text;
      break;
    case 'integer':
      if (text !== null && /^-?\d+$/.test(text)) return Number(text);
      break;
    case 'boolean':
      if (given === true || given === 'true' || given === '1' || given === 1) return true;
      if (given === false || given === 'false' || given === '0' || given === 0) return false;
      break;
    case 'list':
      if (text !== null) return text.split(',').map((part) => part.trim());
      if (Array.isArray(given)) return given.map(String);
      break;
    case 'integers': {
      const parts = Array.isArray(given) ? given.map(String) : (text?.split(',') ?? []);
      if (parts.every((part) => /^-?\d*$/.test(part))) return parts.filter((part) => part !== '').map(Number);
      break;
    }
    case 'instant':
      if (text !== null && !Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
      break;
    case 'file':
      if (isSentFile(given)) return given;
      break;
    case 'day':
      if (text !== null && isDay(text.slice(0, 10))) return text.slice(0, 10);
      break;
  }
  throw badParameter(`${name} is invalid`);
}
