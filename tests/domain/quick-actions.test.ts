import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findQuickActions, labelsNamed } from '../../src/domain/quick-actions.ts';
import { hostileText } from '../fakes/hostile.ts';

const lines = (text: string) => findQuickActions(text).map(({ line }) => line);

describe('GitLab executes a line', () => {
  test.each([
    ['that is a paragraph', '/close', [0]],
    ['in the middle of one', 'Lorem\n/close\nipsum', [1]],
    ['of any case', '/Label ~x', [0]],
    ['right after a comment', '<!-- choose one -->\n/close', [1]],
    ['after a heading', '# Title\n/close', [1]],
    ['with blanks behind it', '/close  \t', [0]],
    ['that nobody knows yet', '/some_new_command now', [0]],
    ['after a quote has ended', '> quote\n\n/close', [2]],
    ['after an element has ended', '<details>\n\n/close\n\n</details>\n\n/reopen', [6]],
    ['between two quotes', '>>>\n/close\n>>>\n\n/reopen\n\n>>>\n/close\n>>>', [4]],
    ['after a quote mark in code', '```\n>>>\n```\n\n/close\n\n>>>', [4]],
    ['after inline code', '`a` and `b`\n/close', [1]],
    ['after a stray backtick', 'don`t\n/close', [1]],
    ['whose own words hold a backtick', '/title a ` b\n/close\n`', [0, 1]],
  ])('%s', (_, text, expected) => {
    expect(lines(text)).toEqual(expected);
  });
});

describe('GitLab leaves a line alone', () => {
  test.each([
    ['in a list', '- item\n  /close'],
    ['that continues a list', '- item\n/close'],
    ['in a quote', '> /close'],
    ['in a fenced quote', '>>>\n/close\n>>>'],
    ['in fenced code', '```\n/close\n```'],
    ['in tilde code', '~~~\n/close\n~~~'],
    ['in indented code', 'text\n\n    /close'],
    ['in inline code over lines', 'a `b\n/close\nc`'],
    ['in a table', '| /close |\n| --- |\n| /close |'],
    ['in a comment over lines', '<!--\n/close\n-->'],
    ['in an element', '<details>\n/close\n</details>'],
    ['in an element with empty lines', '<div>\n\n/close\n\n</div>'],
    ['that begins with a blank', ' /close'],
    ['that is a path', '/var/log/syslog is full'],
    ['that is only a slash', '/'],
    ['that is two slashes', '//close'],
    ['that goes on without a blank', '/close.'],
    ['that is a heading by its underline', '/close\n==='],
  ])('%s', (_, text) => {
    expect(lines(text)).toEqual([]);
  });
});

test('a command comes with its words', () => {
  expect(findQuickActions('text\n/Label  ~a ~"b c" ')).toEqual([
    { line: 1, command: 'label', argument: '~a ~"b c"' },
  ]);
});

test('labels are named with or without quotes', () => {
  expect(labelsNamed('~bug ~"two words" ~Service::CI ~"~x" plain, ~z')).toEqual([
    'bug',
    'two words',
    'Service::CI',
    '~x',
    'z',
  ]);
  expect(labelsNamed('')).toEqual([]);
});

test('any text can be looked through, a long one as well', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const all = text.split('\n');
      for (const { line } of findQuickActions(text)) expect(all[line]?.startsWith('/')).toBe(true);
    }),
  );
  for (const unit of [
    '/close\n',
    'a`\n',
    '`\n/x\n',
    '>>>\n/x\n',
    '>>\n/x\n',
    '<div>\n\n',
    '<div',
    '> ',
    '- ',
  ]) {
    const text = unit.repeat(Math.ceil(2 ** 16 / unit.length));
    expect(Array.isArray(findQuickActions(`/x\n\n${text}`))).toBe(true);
  }
});
