import type { z } from 'zod';

/** Where a value stands: `['services', 0, 'label']`. */
export type Path = readonly PropertyKey[];

type Schema = z.core.JSONSchema._JSONSchema;

/** A path as people write it: `services[0].metrics.errorRatio`; a strange key in quotes, as `slack["a b"]`. */
export function written(path: Path): string {
  return path.reduce<string>((text, part) => {
    const key = String(part);
    if (typeof part === 'number') return `${text}[${key}]`;
    if (!/^[\w-]+$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** The value at a path of plain data; `undefined` when there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined,
    data,
  );
}

/** The keys that a JSON Schema knows at a path. */
export function keysAt(schema: Schema, path: Path): string[] {
  const [first, ...rest] = path;
  if (typeof schema === 'boolean') return [];
  if (first === undefined) return Object.keys(schema.properties ?? {});
  const next = typeof first === 'number' ? schema.items : schema.properties?.[String(first)];
  return next === undefined || Array.isArray(next) ? [] : keysAt(next, rest);
}

/** Every key that a JSON Schema knows, with the place of its map: `services[].label`. */
export function allKeys(schema: Schema, place = ''): { place: string; key: string; description: string }[] {
  if (typeof schema === 'boolean') return [];
  const { items, properties = {} } = schema;
  const inItems = items === undefined || Array.isArray(items) ? [] : allKeys(items, `${place}[]`);
  return [
    ...inItems,
    ...Object.entries(properties).flatMap(([key, inner]) => {
      const here = place === '' ? key : `${place}.${key}`;
      const description = typeof inner === 'boolean' ? '' : (inner.description ?? '');
      return [{ place, key, description }, ...allKeys(inner, here)];
    }),
  ];
}

/** What stands there, short and on one line, however strange it is. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a map';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}
