/** What a schema has against a value, in Slack's words. */
import type { z } from 'zod';
import { asText } from './as-text.ts';

/** `pointer`: a JSON pointer into the arguments of the call, e.g. `/blocks/0/text/text`. */
export type BlockError = { pointer: string; message: string };

function pointTo(root: string, path: PropertyKey[]): string {
  const steps = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return [root, ...steps].join('/');
}

const wanted = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['boolean', 'a boolean'],
  ['array', 'an array'],
  ['object', 'an object'],
]);

function hasKey(value: unknown, key: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

function explain(issue: z.core.$ZodIssue, root: string): BlockError[] {
  const at = pointTo(root, issue.path);
  const last = issue.path.at(-1);
  const missing = () => ({
    pointer: pointTo(root, issue.path.slice(0, -1)),
    message: `missing required field: ${String(last)}`,
  });

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: at, message: `invalid additional property: ${key}` }));
    case 'invalid_type':
      if (issue.input === undefined && typeof last === 'string') return [missing()];
      return [{ pointer: at, message: `must provide ${wanted.get(issue.expected) ?? issue.expected}` }];
    case 'invalid_value':
      if (issue.input === undefined) return [missing()];
      return [
        last === 'type'
          ? { pointer: at, message: `unsupported type: ${asText(issue.input)}` }
          : { pointer: at, message: 'must be a valid enum value' },
      ];
    case 'invalid_union':
      return hasKey(issue.input, 'type')
        ? [{ pointer: at, message: `unsupported type: ${asText(issue.input.type)}` }]
        : [missing()];
    default:
      return [{ pointer: at, message: issue.message }];
  }
}

/** All that is wrong, in the order in which it stands. `root` is where the value stands, e.g. `/blocks`. */
export function check(schema: z.ZodType, value: unknown, root: string): BlockError[] {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : result.error.issues.flatMap((issue) => explain(issue, root));
}
