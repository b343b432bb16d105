import { expect, test } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import { type Stage, setStage } from './stage.ts';

const title = 'A "customer" read the mail of another';
const saying = (text: string): Message => ({
  parts: [{ kind: 'paragraph', words: [{ kind: 'text', text, styles: [] }] }],
});

type Slip = (stage: Stage, url: string) => unknown;
const say =
  (to: string, text: string): Slip =>
  (stage) =>
    stage.deps.slack?.post(to, saying(text), 'key');

const slips: [string, Slip, RegExp][] = [
  ['a title in the log', ({ deps }) => deps.log.debug({ about: title }, 'x'), /log: x shows A /],
  ['a title in an error', ({ deps }) => deps.log.warn({ err: new Error(title) }, 'x'), /log: x shows A /],
  [
    'a token in the log',
    ({ deps }) => deps.log.info({ said: 'xoxb-the-token-of-the-stories' }, 'x'),
    /shows xoxb/,
  ],
  ['a title in a channel', say('#g_runner', `oh no: ${title}`), /chat\.postMessage "#g_runner" shows A /],
  [
    'an address in a channel',
    (stage, url) => say('#g_runner', `look at ${url}!`)(stage, url),
    /chat\.postMessage "#g_runner" shows http/,
  ],
];

test.each(slips)('a story that ends with %s fails', async (_, slip, expected) => {
  const stage = await setStage({ slack: true });
  const incident = stage.incident({ title, confidential: true });
  await slip(stage, stage.gitlab.issue(incident).url);
  await expect(stage.close()).rejects.toThrow(expected);
});

test('what is said to one person, or was public for a while, or is public elsewhere, may be said', async () => {
  const stage = await setStage({ slack: true });
  stage.incident({ title, confidential: true });
  const direct = (await stage.deps.slack?.openDirect(stage.slack.snapshot().users[0]?.id ?? '')) ?? '';
  await say(direct, title)(stage, '');
  const public_ = stage.incident({ title: 'Known to all' });
  stage.deps.log.info({ about: 'Known to all' }, 'x');
  stage.gitlab.as('dora').setConfidential(public_, true);
  await stage.close();
});
