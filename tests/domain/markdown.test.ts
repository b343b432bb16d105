import { expect, test } from 'vitest';
import { livePieces, parseBlocks, withoutComments } from '../../src/domain/markdown.ts';

test('blocks come with their lines', () => {
  const blocks = parseBlocks('# a\n\nb\nc\n\n| d |\n| --- |\n| e |\n').filter(({ map }) => map !== null);
  expect(blocks.filter(({ level }) => level === 0).map(({ type, map }) => [type, map])).toEqual([
    ['heading_open', [0, 1]],
    ['paragraph_open', [2, 4]],
    ['table_open', [5, 8]],
  ]);
});

test('quotes that nest as people nest them are read wholly', () => {
  const mail = ['> > > > first', '> > > second', '> > third', '> fourth', '', 'fifth', '']
    .join('\n')
    .repeat(500);
  expect(parseBlocks(mail).some(({ type }) => type === 'unread')).toBe(false);
});

test('a text made to cost hours is read as far as it is worth', () => {
  const costly = '>>\nx\n'.repeat(2 ** 16);
  const blocks = parseBlocks(`# first\n\n${costly}`);
  expect(blocks[0]?.type).toBe('heading_open');
  const unread = blocks.filter(({ type }) => type === 'unread');
  expect(unread.at(-1)?.map?.[1]).toBe(2 + 2 * 2 ** 16);
});

test('live is everything but the inside of code', () => {
  const text = [
    '# Head `code`',
    'words [link](https://a.example "title") ![alt](b.png) <b>',
    '',
    '```mermaid',
    'fenced',
    '```',
    '    indented',
    '',
    '<!-- comment -->',
  ].join('\n');
  expect(livePieces(text)).toEqual([
    { line: 1, text: 'Head ' },
    { line: 2, text: 'words ' },
    { line: 2, text: 'https://a.example' },
    { line: 2, text: 'title' },
    { line: 2, text: 'link' },
    { line: 2, text: ' ' },
    { line: 2, text: 'b.png' },
    { line: 2, text: '' },
    { line: 2, text: 'alt' },
    { line: 2, text: ' ' },
    { line: 2, text: '<b>' },
    { line: 4, text: 'mermaid' },
    { line: 9, text: '<!-- comment -->' },
  ]);
});

test('comments are taken out, an open one stays', () => {
  expect(withoutComments('a<!-- b -->c<!--d-->')).toBe('ac');
  expect(withoutComments('a<!-- b -- > c')).toBe('a<!-- b -- > c');
  expect(withoutComments('<!--'.repeat(2 ** 18)).length).toBe(2 ** 20);
});
