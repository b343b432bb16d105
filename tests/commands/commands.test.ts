import { describe, expect, it } from 'vitest';
import { slackCommands } from '../../src/commands/index.ts';
import { linesOf } from './read.ts';

const { answer } = slackCommands({ name: '/incident-review' });

async function typed(text: string, command = '/incident-review'): Promise<string[]> {
  return linesOf(await answer({ command, text, user: 'U024BE7LH', channel: 'C061EG9SL' }));
}

describe('what is typed', () => {
  it('is answered with the help when it asks for it', async () => {
    const [heading, what, ...list] = await typed('help');
    expect(heading).toBe('# Incident reviews');
    expect(what).toContain('you alone can see');
    expect(list).toEqual(['- `/incident-review help` – what can be typed here']);
  });

  it.each([
    ['nothing', ''],
    ['spaces alone', '  \t '],
    ['another case', 'HELP'],
    ['spaces around it', '  help  '],
    ['more than the word', 'help me, please'],
    ['a line break behind the word', 'help\nme'],
  ])('is answered with the help when it is %s', async (_what, text) => {
    expect(await typed(text)).toEqual(await typed('help'));
  });

  it.each(['halp', 'helpp', 'hel', 'Help!'])('is answered with the nearest command: %s', async (word) => {
    expect(await typed(word)).toEqual([
      `There is no command \`${word}\`. Did you mean \`/incident-review help\`?`,
    ]);
  });

  it('is told where to look when nothing is near', async () => {
    expect(await typed('frobnicate the reviews')).toEqual([
      'There is no command `frobnicate`. `/incident-review help` shows what there is.',
    ]);
  });

  it('is repeated as text and no longer than a line', async () => {
    const [line = ''] = await typed(`<!channel>${'x'.repeat(10_000)}`);
    expect(line).toContain('`<!channel>xxx');
    expect(line.length).toBeLessThan(140);
  });

  it('is told so when the command is not the configured one', async () => {
    const [line = ''] = await typed('help', '/reviews');
    expect(line).toMatch(/^`\/reviews` is not what this service was told to listen to\./);
    expect(line).toContain('`/incident-review help`');
  });
});
