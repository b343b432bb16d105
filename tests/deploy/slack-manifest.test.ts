import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { methods, optionalScopes, requiredScopes } from '../../src/adapters/slack/methods.ts';
import { slackCommands } from '../../src/commands/index.ts';
import { fileSchema } from '../../src/config/schema.ts';
import { oracles } from '../oracles.ts';

const text = readFileSync(
  fileURLToPath(new URL('../../deploy/slack-manifest.json', import.meta.url)),
  'utf8',
);
const address = 'https://incident-review.example.com/slack/events';

const Manifest = z.object({
  display_information: z.object({ long_description: z.string() }),
  features: z.object({
    app_home: z.object({ messages_tab_enabled: z.boolean(), messages_tab_read_only_enabled: z.boolean() }),
    slash_commands: z.array(
      z.object({
        command: z.string(),
        url: z.string().optional(),
        usage_hint: z.string(),
        should_escape: z.boolean(),
      }),
    ),
  }),
  oauth_config: z.object({
    scopes: z.strictObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.object({
    interactivity: z.object({ request_url: z.string().optional(), is_enabled: z.boolean() }),
    socket_mode_enabled: z.boolean(),
    event_subscriptions: z.unknown().optional(),
  }),
});

const manifest = Manifest.parse(JSON.parse(text));

/** As docs/getting-started.md says it: two lines less, one word changed. */
function forSocketMode(): string {
  const lines = text.split('\n').filter((line) => !line.includes(address));
  return lines.join('\n').replace('"socket_mode_enabled": false', '"socket_mode_enabled": true');
}

describe("Slack's manifest", () => {
  it('asks for the scopes of the methods that are called, and for no other', () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect(bot).toEqual(requiredScopes);
    expect(bot_optional).toEqual(optionalScopes);
    expect(bot.filter((scope) => bot_optional.includes(scope))).toEqual([]);
  });

  it('has the command that the configuration has by default', () => {
    const { slack } = fileSchema.parse({ gitlab: { projects: [{ incidents: 'acme/production' }] } });
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([slack.command]);
  });

  it('hints at what can be typed', async () => {
    const [command] = manifest.features.slash_commands;
    const commands = slackCommands({ name: command?.command ?? '' });
    const typed = { command: command?.command ?? '', user: 'U1', channel: 'C1' };
    const answer = await commands.answer({ ...typed, text: command?.usage_hint ?? '' });
    expect(answer).toEqual(await commands.answer({ ...typed, text: 'help' }));
  });

  it('has people and channels told by id, and lets people write to the bot', () => {
    expect(manifest.features.slash_commands[0]?.should_escape).toBe(true);
    expect(manifest.features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it('asks for no event, since none is listened to', () => {
    expect(manifest.settings.event_subscriptions).toBeUndefined();
  });

  it('leads everything to our one door', () => {
    const { interactivity, socket_mode_enabled } = manifest.settings;
    expect(manifest.features.slash_commands[0]?.url).toBe(address);
    expect(interactivity).toEqual({ request_url: address, is_enabled: true });
    expect(socket_mode_enabled).toBe(false);
    expect(text.split('incident-review.example.com')).toHaveLength(3);
  });

  it('leads nowhere when changed to Socket Mode', () => {
    const { features, settings } = Manifest.parse(JSON.parse(forSocketMode()));
    expect(features.slash_commands[0]?.url).toBeUndefined();
    expect(settings.interactivity).toEqual({ is_enabled: true });
    expect(settings.socket_mode_enabled).toBe(true);
  });

  it('has a long description of the length that Slack wants', () => {
    const { length } = manifest.display_information.long_description;
    expect(length).toBeGreaterThanOrEqual(175);
    expect(length).toBeLessThanOrEqual(4000);
  });
});

describe.skipIf(oracles === null)("Slack's manifest against Slack's own data", () => {
  const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(oracles ?? '', ...path), 'utf8'));

  function faultsOf(content: unknown): string[] {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const schema = z.record(z.string(), z.unknown());
    const validate = ajv.compile(schema.parse(read('slack-manifest-schema/manifest.schema.2.0.0.json')));
    validate(content);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  it('is valid by the schema, also when changed to Socket Mode', () => {
    expect(faultsOf(JSON.parse(text))).toEqual([]);
    expect(faultsOf(JSON.parse(forSocketMode()))).toEqual([]);
  });

  it.each([
    [
      'a command without slash',
      '"/incident-review"',
      '"incident-review"',
      '/features/slash_commands/0/command',
    ],
    [
      'an address without scheme',
      `"url": "${address}"`,
      '"url": "example.com"',
      '/features/slash_commands/0/url',
    ],
    ['an unknown key', '"always_online"', '"always_on"', '/features/bot_user'],
    ['a scope that is no string', '"channels:join"', '7', '/oauth_config/scopes/bot/0'],
    [
      'a short long description',
      /"long_description": ".*"/,
      '"long_description": "x"',
      '/display_information',
    ],
    ['no name', /"name": ".*",/, '', '/display_information'],
  ])('would not be with %s', (_, from, to, at) => {
    const broken = text.replace(from, to);
    expect(broken).not.toBe(text);
    expect(faultsOf(JSON.parse(broken)).some((fault) => fault.startsWith(at))).toBe(true);
  });

  const Method = z.object({ scope: z.object({ bot: z.array(z.string()).optional() }).optional() });
  /** `chat:write.public` widens what `chat:write` may do; the pages of the methods do not name it. */
  const unnamed = ['chat:write.public'];

  it.each(Object.entries(methods))('asks for what %s wants', (name, { scopes }) => {
    const path = join('slack-api-ref', `${name}.json`);
    // Of a method whose page is not among the data, no more can be said than that another one asks for the same.
    if (!existsSync(join(oracles ?? '', path))) {
      const others = Object.entries(methods).filter(([other]) => other !== name);
      const elsewhere = others.flatMap(([, method]) => [...method.scopes] as string[]);
      expect(scopes.filter((scope) => !elsewhere.includes(scope))).toEqual([]);
      return;
    }
    const page = Method.parse(read(path));
    const theirs = page.scope?.bot ?? [];
    const ours: string[] = scopes.filter((scope) => !unnamed.includes(scope));
    expect(ours.filter((scope) => !theirs.includes(scope))).toEqual([]);
    expect(ours.length > 0).toBe(theirs.length > 0);
  });
});
