import { measured } from '../measured/index.ts';
import { names } from './names.ts';

export type Limit = { each: (typeof measured)[string]; end: 'least' | 'most' };

/** What a constraint such as `header.text.max_length` counts, and which end it sets. */
export function findLimit(constraint: string): Limit | null {
  if (constraint === 'section.fields.item_max_length')
    return { each: measured['a field of a section'] ?? fail(constraint), end: 'most' };
  const parts = /^(.*)\.(min|max)(?:_items|_length)?$/.exec(constraint);
  const each = parts?.[1] === undefined ? undefined : measured[names[parts[1]] ?? ''];
  return each ? { each, end: parts?.[2] === 'min' ? 'least' : 'most' } : null;
}

export function fail(what: string): never {
  throw new Error(`nothing is known of ${what}`);
}
