import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { COMMON_ERRORS } from '../../../src/sandbox/slack/http/common-errors.ts';
import type { Method } from '../../../src/sandbox/slack/http/method.ts';
import { METHODS } from '../../../src/sandbox/slack/methods/index.ts';
import { oracles } from '../../oracles.ts';

/** Slack's documentation of a method, as far as the double follows it. */
const reference = z.object({
  scope: z.object({ bot: z.array(z.string()).default([]) }),
  json_input_supported: z.boolean().default(false),
  args: z.object({
    required: z.array(z.string()).default([]),
    properties: z.record(z.string(), z.unknown()),
  }),
  errors: z.record(z.string(), z.unknown()).default({}),
});

function read(method: Method): z.infer<typeof reference> | null {
  const file = path.join(oracles ?? '', 'slack-api-ref', `${method.name}.json`);
  return existsSync(file) ? reference.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

/** What Slack does and its documentation leaves out. */
const UNDOCUMENTED: Record<string, { errors?: string[]; arguments?: string[] }> = {
  // slack-go issue 1066.
  'conversations.unarchive': { errors: ['not_in_channel'] },
  // Slack's own client sends it under this name.
  'files.getUploadURLExternal': { arguments: ['alt_text'] },
};

describe.skipIf(oracles === null)('beside Slack’s documentation', () => {
  const documented = METHODS.flatMap((method) => {
    const found = oracles === null ? null : read(method);
    return found ? [{ name: method.name, method, found }] : [];
  });

  it('finds nearly all methods', () => {
    const names = documented.map(({ name }) => name);
    expect(METHODS.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([
      'auth.test',
      'apps.connections.open',
      'conversations.members',
      'users.conversations',
      'bookmarks.remove',
    ]);
  });

  test.each(documented)('$name answers only codes that are listed', ({ name, method, found }) => {
    const known = [...Object.keys(found.errors), ...(UNDOCUMENTED[name]?.errors ?? [])];
    expect(method.errors.filter((code) => !known.includes(code))).toEqual([]);
    expect(COMMON_ERRORS.filter((code) => method.errors.includes(code))).toEqual([]);
  });

  test.each(documented)('$name needs the scopes that are listed', ({ method, found }) => {
    expect([...method.scopes].sort()).toEqual([...found.scope.bot].sort());
  });

  test.each(documented)(
    '$name takes arguments that are listed, in the bodies that are',
    ({ name, method, found }) => {
      const known = [...Object.keys(found.args.properties), ...(UNDOCUMENTED[name]?.arguments ?? [])];
      expect(Object.keys(method.fields).filter((argument) => !known.includes(argument))).toEqual([]);
      const lacking = found.args.required.filter(
        (argument) => argument !== 'token' && !(argument in method.fields),
      );
      expect(lacking).toEqual([]);
      expect(method.json).toBe(found.json_input_supported);
    },
  );
});
