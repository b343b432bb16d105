import { invalidArguments } from './refusal.ts';

/** What an argument may be. `json`: parsed from text in a form, as it is in a JSON body; text that is no JSON stays text. */
type Kinds = { string: string; boolean: boolean; integer: number; json: unknown };

export type Fields = Record<string, keyof Kinds>;

export type Values<F extends Fields, R extends keyof F> = { [K in R]: Kinds[F[K]] } & {
  [K in Exclude<keyof F, R>]?: Kinds[F[K]];
};

export type Raw = Record<string, unknown>;

/** Arguments that every method knows. Bolt sends `team_id` with all calls made from a listener. */
const COMMON = ['token', 'team_id'];

export function unknownArguments(fields: Fields, raw: Raw): string[] {
  return Object.keys(raw).filter((name) => !Object.hasOwn(fields, name) && !COMMON.includes(name));
}

/** Reads the known arguments; nulls and empty texts count as left out. */
export function readArguments<F extends Fields, R extends keyof F & string>(
  fields: F,
  required: readonly R[],
  raw: Raw,
): Values<F, R> {
  const values: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fields)) {
    const given = raw[name];
    if (given === undefined || given === null || given === '') continue;
    values[name] = convert(name, kind, given);
  }
  const missing = required.filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) throw invalidArguments(...missing.map((name) => `missing required field: ${name}`));
  // Each value was converted by the kind its name has in `fields`, and the required ones are there.
  return values as Values<F, R>;
}

/** All arguments with their JSON parsed, for the record. */
export function shownArguments(fields: Fields, raw: Raw): Raw {
  const { token: _, ...rest } = raw;
  return Object.fromEntries(
    Object.entries(rest).map(([name, given]) => [name, fields[name] === 'json' ? parsed(given) : given]),
  );
}

function convert(name: string, kind: keyof Kinds, given: unknown): Kinds[keyof Kinds] {
  const text = typeof given === 'string' || typeof given === 'number' ? String(given) : null;
  switch (kind) {
    case 'json':
      return parsed(given);
    case 'boolean':
      if (given === true || text === 'true' || text === '1') return true;
      if (given === false || text === 'false' || text === '0') return false;
      break;
    case 'integer':
      if (text !== null && /^-?\d+$/.test(text)) return Number(text);
      break;
    case 'string':
      if (text !== null) return text;
      break;
  }
  throw invalidArguments(`must be a valid ${kind} [json-pointer:/${name}]`);
}

function parsed(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return given;
  }
}
