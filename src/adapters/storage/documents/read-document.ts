import type { z } from 'zod';
import { Problem } from '../../../domain/problems.ts';

/**
 * Reads a document that we wrote ourselves. It is checked all the same: rows outlive the code that wrote
 * them, and a damaged one shall be named here and not surface as a riddle in a decision days later.
 * A change of a shape comes with a migration that brings the stored ones along, so there is one schema
 * and no version to compare. A check takes some ten microseconds.
 *
 * @throws a `Problem` `storage-damaged` that names the row and the first field that is wrong
 */
export function readDocument<T>(schema: z.ZodType<T>, text: string, row: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Problem('storage-damaged', `${row} cannot be read: it is not JSON`, { cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const where = first?.path.join('.') || 'document';
  throw new Problem('storage-damaged', `${row} cannot be read: ${where}: ${first?.message}`, {
    cause: result.error,
  });
}

/** For lists that people look at, where one damaged row must not hide the others: null in its place. */
export function orNullIfDamaged<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem && error.code === 'storage-damaged') return null;
    throw error;
  }
}

/**
 * The text to store. What the schema does not name is left out, so that a value with more in it than its
 * type says (an issue with its description, say) does not end up on disk.
 *
 * @throws a `ZodError` when the value is not what its type says: a bug, met before anything is written
 */
export function writeDocument<T>(schema: z.ZodType<T>, value: T): string {
  return JSON.stringify(schema.parse(value));
}
