import { describe, expect, it } from 'vitest';
import { extractQuickActions } from '../../../../src/sandbox/gitlab/text/quick-actions.ts';

const commandsIn = (text: string, byParagraph = true): string[] =>
  extractQuickActions(text, byParagraph).commands.map((command) => command.line);

describe('quick actions as GitLab from 16.10 on finds them', () => {
  it.each([
    ['on a line of its own', 'Hello\n\n/close'],
    ['in the middle of a paragraph', 'Lorem ipsum\n/close\ndolor'],
    ['right after an HTML comment', '<!-- a mark -->\n/close'],
    ['in capitals', '/CLOSE'],
    ['before a carriage return', 'Hello\r\n/close\r\nworld'],
    ['after a closed code block', '```\ncode\n```\n/close'],
    ['after a closed quote of GitLab’s own', '>>>\nquoted\n>>>\n\n/close'],
    ['after a table', '| a |\n|---|\n| b |\n\n/close'],
  ])('runs one %s', (_where, text) => {
    expect(commandsIn(text).map((line) => line.toLowerCase())).toEqual(['/close']);
  });

  it.each([
    ['in a fenced code block', '```\n/close\n```'],
    ['in a code block whose fence is longer than the one inside', '````\n```\n/close\n```\n````'],
    ['in a code block that nobody closes', '~~~\n/close'],
    ['in indented code', 'Hello\n\n    /close'],
    ['in a block quote', '> Hello\n> /close'],
    ['in the lazy continuation of a block quote', '> Hello\n/close'],
    ['in a list', '- Hello\n  /close'],
    ['in a table', '| /close |\n|---|\n| /close |'],
    ['in a quote of GitLab’s own', '>>>\nHello\n\n/close\n>>>'],
    ['in an HTML block', '<div>\n/close\n</div>'],
    ['in an HTML comment', '<!--\n/close\n-->'],
    ['in a code span over several lines', 'see `this\n/close\nthat` here'],
    ['behind a word', 'please /close'],
    ['as an entity', '&#47;close'],
    ['in backticks', '`/close`'],
    ['in a heading', '# /close'],
    ['of an unknown name', '/closed\n/etc/passwd\n/close-up'],
  ])('leaves one alone %s', (_where, text) => {
    expect(extractQuickActions(text, true)).toEqual({ text: text.trimEnd(), commands: [] });
  });

  it('cuts the lines out, deletes carriage returns and strips white space at the end', () => {
    expect(extractQuickActions('One\r\n/label ~bug ~"two words"\r\nTwo  \n\n/close\n\n', true)).toEqual({
      text: 'One\nTwo',
      commands: [
        { name: 'label', argument: '~bug ~"two words"', line: '/label ~bug ~"two words"' },
        { name: 'close', argument: '', line: '/close' },
      ],
    });
  });

  it('reads a code span as closed by a run of the same length only', () => {
    expect(commandsIn('a ``b ` c\n/close\nd`` e')).toEqual([]);
    expect(commandsIn('a ``b\n/close\nd` e')).toEqual(['/close']);
  });

  it('is not slowed down by hostile text', () => {
    const hostile = `${'`a '.repeat(5_000)}\n${'> '.repeat(2_000)}x\n${'[a]('.repeat(5_000)}\n\n/close`;
    expect(commandsIn(hostile)).toEqual(['/close']);
  });
});

describe('quick actions as older GitLab finds them', () => {
  it.each([
    ['in a list', '- Hello\n/close'],
    ['after an open code block', 'Hello\n```\n/close'],
  ])('runs one %s', (_where, text) => {
    expect(commandsIn(text, false)).toEqual(['/close']);
  });

  it.each([
    ['in a fenced code block', '```\n/close\n```'],
    ['between HTML tags', '<p>\n/close\n</p>'],
    ['in a quote of GitLab’s own', '>>>\n/close\n>>>'],
    ['behind a quote mark', '> /close'],
  ])('leaves one alone %s', (_where, text) => {
    expect(commandsIn(text, false)).toEqual([]);
  });
});
