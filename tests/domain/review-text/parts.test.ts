import { describe, expect, test } from 'vitest';
import { hostsIn, linksTo } from '../../../src/domain/review-text/addresses.ts';
import { issueLinksIn, means } from '../../../src/domain/review-text/issue-links.ts';
import { saysNoneNeeded } from '../../../src/domain/review-text/none-needed.ts';
import type { Piece } from '../../../src/domain/review-text/review-text.ts';
import { countWords, hasPlaceholder, saidIn, sentencesOf } from '../../../src/domain/review-text/words.ts';
import { anAction } from '../../fakes/review-evidence.ts';

const piece = (source: string): Piece => ({ line: 1, kind: 'paragraph', source });

describe('words', () => {
  test.each<[string, string]>([
    ['It **broke**.', 'It broke.'],
    ['It _broke_ `in code` at https://x.example/y', 'It broke at'],
    ['a <!-- b --> c', 'a c'],
    ['_Fill in: what happened_', ''],
    ['_Fill in: what happened_\nIt broke.', 'It broke.'],
    ['[x] done', 'done'],
    ['TBD', ''],
  ])('%j says %j', (source, words) => {
    expect(saidIn([piece(source)]).join('')).toBe(words);
  });

  test.each<[string, boolean]>([
    ['_Fill in: what happened_', true],
    ['It broke.\n_Fill in: the rest_', true],
    ['TBD', true],
    ['It is to be done.', false],
    ['<!-- a hint -->', false],
    ['We fill in: forms', false],
  ])('%j has a placeholder: %s', (source, has) => {
    expect(hasPlaceholder(piece(source))).toBe(has);
  });

  test.each<[string, number, number]>([
    ['One. Two! Three?', 3, 3],
    ['Version 17.5 broke at 04:18.', 6, 1],
    ['E.g. this. And that', 4, 2],
    ['決済が止まりました。直りました。', 6, 2],
    ['...', 0, 0],
    ['', 0, 0],
  ])('%j has %i words in %i sentences', (text, words, sentences) => {
    // Words of Japanese are told apart by a dictionary that may grow.
    expect(Math.abs(countWords([text]) - words)).toBeLessThanOrEqual(text.startsWith('決') ? 6 : 0);
    expect(sentencesOf([text])).toHaveLength(sentences);
  });
});

describe('addresses', () => {
  test.each<[string, string[]]>([
    ['https://a.example/x http://B.example:80?y', ['a.example', 'b.example:80']],
    ['[a](https://a.example) <https://b.example>', ['a.example', 'b.example']],
    ['`https://a.example`', ['a.example']],
    ['https://a.example@b.example/', []],
    ['https://a.example\\.b.example', []],
    ['ftp://a.example', []],
    ['https://', []],
  ])('%j: %j', (text, hosts) => {
    expect(hostsIn(text).map(({ host, port }) => host + port)).toEqual(hosts);
  });

  test('a port counts where it is written', () => {
    expect(linksTo('http://a.example:3000/', ['a.example'])).toBe(true);
    expect(linksTo('http://a.example:3000/', ['A.example:3000'])).toBe(true);
    expect(linksTo('http://a.example:4000/', ['a.example:3000'])).toBe(false);
    expect(linksTo('http://x.a.example/', ['a.example'])).toBe(false);
  });
});

describe('links to issues', () => {
  const from = { project: { id: 7, path: 'acme/production' } };

  test.each<[string, boolean]>([
    ['#40', true],
    ['see #40+s.', true],
    ['(#40)', true],
    ['production#40', true],
    ['acme/production#40', true],
    ['ACME/Production#40', true],
    ['other/production#40', false],
    ['x/acme/production#40', false],
    ['&#40', false],
    ['a#40b', false],
    ['!40', false],
    ['https://gitlab.example.com/acme/production/-/issues/40', true],
    ['https://gitlab.example.com/acme/production/-/issues/401', false],
    ['https://gitlab.example.com/acme/production/-/merge_requests/40', false],
    ['http://elsewhere.example/acme/production/-/issues/40', false],
    ['`#40`', false],
  ])('%j means it: %s', (source, does) => {
    expect(issueLinksIn([{ source }]).some((link) => means(link, anAction(), from))).toBe(does);
  });

  test('each counts once', () => {
    expect(issueLinksIn([{ source: '#1 #1 a/b#1' }, { source: '#1' }]).map(({ written }) => written)).toEqual(
      ['#1', 'a/b#1'],
    );
  });
});

test.each<[string, ReturnType<typeof saysNoneNeeded>]>([
  ['None, because the host is gone.', 'none-with-reason'],
  ['None because the host is gone.', 'none-with-reason'],
  ['No further corrective actions are planned: the host is gone.', 'none-with-reason'],
  ['It was a drill. No actions needed, since nothing at all broke.', 'none-with-reason'],
  ['Nothing to be done', 'none'],
  ['None needed', 'none'],
  ['none, because', 'none'],
  ['None, to be discussed in the team', 'none'],
  ['There is nonesuch', null],
  ['We shall test more', null],
  ['', null],
])('none needed: %j is %j', (words, expected) => {
  expect(saysNoneNeeded([words])).toBe(expected);
});
