import type { z } from 'zod';
import type { Translate, Translation } from '../../src/ports/translate.ts';

/** One file of this folder: what it reads, and which switches of a GitLab webhook send it. */
export type Translator = {
  /** The words of `object_kind` that it reads. */
  objectKinds: readonly string[];
  /** Attributes of GitLab's hooks API. Confidential issues and comments have switches of their own. */
  switches: readonly string[];
  translate: Translate;
};

export function ignored(reason: string): Translation {
  return { kind: 'ignored', reason };
}

/** `expected` completes the sentence "object_kind: found nothing, expected …". */
export function unknownAt(path: string, found: unknown, expected: string): Translation {
  return { kind: 'unknown', reason: misfit(path, found, expected) };
}

const mostMisfitsTold = 3;

/** Why a payload does not fit its schema, for the person who looks at the parked delivery. */
export function unknownShape(error: z.ZodError, body: unknown): Translation {
  const misfits = error.issues
    .slice(0, mostMisfitsTold)
    .map((issue) => misfit(issue.path.join('.'), valueAt(body, issue.path), issue.message));
  const more = error.issues.length - misfits.length;
  if (more > 0) misfits.push(`and ${more} more`);
  return { kind: 'unknown', reason: misfits.join('; ') };
}

function misfit(path: string, found: unknown, expected: string): string {
  return `${path || 'the payload'}: found ${described(found)}, expected ${expected}`;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Long texts are not repeated: a title or a comment may be confidential, and a reason is read in lists. */
function described(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') {
    return value.length > 40 ? `a text of ${value.length} characters` : JSON.stringify(value);
  }
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
