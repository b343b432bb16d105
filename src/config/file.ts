import type { z } from 'zod';
import { nearest } from '../domain/nearest.ts';
import { nearestZone } from '../domain/time-zone.ts';
import { conflicts } from './conflicts.ts';
import { deepFreeze } from './freeze.ts';
import type { Complaint, Mistake } from './mistakes.ts';
import type { Path } from './places.ts';
import { allKeys, keysAt, shown, valueAt, written } from './places.ts';
import { type FilePolicy, fileSchema, jsonSchema } from './schema.ts';
import { timezone } from './values.ts';
import { type Position, readYaml } from './yaml.ts';

/** Checks the text of a configuration file as a whole. `name` is how people call the file. */
export function readPolicy(text: string, name: string): { policy: FilePolicy } | { mistakes: Mistake[] } {
  const yaml = readYaml(text);
  const mistakes = yaml.faults.map(({ path, position, ...rest }) => asMistake(name, path, position, rest));
  if (yaml.value === undefined) return { mistakes };

  // An empty file is one in which everything is missing.
  const content = yaml.value ?? {};
  const parsed = fileSchema.safeParse(content);
  const complaints = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => complaintsOf(issue, content)),
    ...conflicts(content),
  ];
  for (const { path, ofKey, ...rest } of complaints) {
    const position = ofKey ? yaml.positionOfKey(path) : yaml.positionOf(path);
    const mistake = asMistake(name, path, position, rest);
    if (!mistakes.some((known) => known.path === mistake.path && path.length > 0)) mistakes.push(mistake);
  }
  if (parsed.success && mistakes.length === 0) return { policy: deepFreeze(parsed.data) };
  return { mistakes: mistakes.sort(byPosition) };
}

function complaintsOf(issue: z.core.$ZodIssue, content: unknown): Complaint[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key));
  const value = valueAt(content, issue.path);
  return [{ path: issue.path, found: shown(value), allowed: issue.message, mend: mendOf(issue, value) }];
}

function unknownKey(path: Path, key: string): Complaint {
  const schema = jsonSchema();
  const known = keysAt(schema, path);
  const near = nearest(key, known);
  const elsewhere = allKeys(schema).filter((other) => other.key === key);
  const places = elsewhere.slice(0, 3).map(({ place }) => (place === '' ? 'the top' : place));
  const belongs =
    places.length === 0 ? null : `${key} belongs into ${places.join(' or ')}: see the indentation`;
  return {
    path: [...path, key],
    ofKey: true,
    found: 'an unknown key',
    allowed: known.join(', '),
    mend: near === null ? belongs : `did you mean ${near}?`,
  };
}

function mendOf(issue: z.core.$ZodIssue, value: unknown): string | null {
  const quoted = typeof value === 'string' ? value : null;
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'array' && quoted !== null) return `write it as a list: [${quoted}]`;
    if (issue.expected === 'number' && quoted?.match(/^\d+$/)) return `take the quotes away: ${quoted}`;
    if (issue.expected !== 'string' || !['number', 'boolean'].includes(typeof value)) return null;
    return issue.message.startsWith('a number of')
      ? `write the unit: ${value}d`
      : `put it in quotes: "${value}"`;
  }
  if (quoted === null) return null;
  const near = asksForZone(issue)
    ? nearestZone(quoted)
    : nearest(quoted, issue.code === 'invalid_value' ? issue.values.map(String) : []);
  if (near !== null) return `did you mean ${near}?`;
  if (/^@[\w.-]+$/.test(quoted)) return `without the @: ${quoted.slice(1)}`;
  if (/\.md$/.test(quoted)) return `without .md: ${quoted.slice(0, -3)}`;
  const path = /^https?:\/\/[^/]+\/(.+?)(\/-\/.*)?(\.git)?\/?$/.exec(quoted)?.[1];
  return path !== undefined && issue.message.includes('path of a GitLab project')
    ? `the path alone: ${path}`
    : null;
}

function asksForZone(issue: z.core.$ZodIssue): boolean {
  return issue.message === timezone.safeParse('').error?.issues[0]?.message;
}

function asMistake(
  file: string,
  path: Path,
  position: Position,
  rest: Pick<Mistake, 'found' | 'allowed' | 'mend'>,
): Mistake {
  return { path: written(path) || 'the whole file', file, ...position, ...rest };
}

function byPosition(a: Mistake, b: Mistake): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
