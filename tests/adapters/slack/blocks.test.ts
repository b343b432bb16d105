import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBlocks } from '../../../src/adapters/slack/blocks.ts';
import type { Message, Part, Style, Word } from '../../../src/domain/message.ts';
import { tooLong, validateBlocks } from '../../../src/sandbox/slack/blocks/index.ts';

const words = (text: string): Word[] => [{ kind: 'text', text, styles: [] }];
const paragraph = (text: string): Part => ({ kind: 'paragraph', words: words(text) });
const button = (text: string) => ({ text, url: 'https://gitlab.example.com/1', primary: false });

describe('a message as Block Kit', () => {
  test('says the same in blocks and in the text for notifications', () => {
    const message: Message = {
      parts: [
        { kind: 'heading', text: 'A & B' },
        {
          kind: 'paragraph',
          words: [
            { kind: 'text', text: 'Look at ', styles: ['bold'] },
            { kind: 'link', text: '#1 <b>', url: 'https://gitlab.example.com/1', styles: [] },
            { kind: 'mention', slackId: 'U024BE7LH' },
          ],
        },
        { kind: 'list', items: [words('one'), words('two')] },
        { kind: 'rule' },
        { kind: 'quote', words: words('said') },
        { kind: 'buttons', buttons: [{ ...button('Open'), primary: true }, button('Other')] },
      ],
    };
    const { text, blocks } = toBlocks(message);
    expect(text).toBe('A &amp; B\nLook at #1 &lt;b&gt;<@U024BE7LH>\n• one\n• two\nsaid');
    expect(blocks.map(({ type }) => type)).toEqual([
      'header',
      'rich_text',
      'rich_text',
      'divider',
      'rich_text',
      'actions',
    ]);
    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('{"type":"user","user_id":"U024BE7LH"}');
  });

  test.each<[string, Part[]]>([
    ['a heading that is too long', [{ kind: 'heading', text: '🔥'.repeat(400) }]],
    ['a paragraph that is too long', [paragraph('x'.repeat(50_000))]],
    ['two hundred paragraphs', Array.from({ length: 200 }, () => paragraph('y'))],
    ['paragraphs that are too long together', Array.from({ length: 40 }, () => paragraph('z'.repeat(900)))],
    ['forty buttons', [{ kind: 'buttons', buttons: Array.from({ length: 40 }, (_, n) => button(`${n}`)) }]],
    ['a button with a long text', [{ kind: 'buttons', buttons: [button('w'.repeat(300))] }]],
    [
      'a button that leads nowhere',
      [{ kind: 'buttons', buttons: [{ ...button('a'), url: `https://${'a'.repeat(4_000)}` }] }],
    ],
    [
      'buttons that are too long together',
      Array.from({ length: 60 }, () => ({
        kind: 'buttons' as const,
        buttons: Array.from({ length: 5 }, (_, n) => ({
          ...button(`${n}`),
          url: `https://a.example/${'u'.repeat(2_900)}`,
        })),
      })),
    ],
    ['a text of marks alone', [paragraph('<&>'.repeat(4_000))]],
    ['nothing', []],
    ['empty parts', [paragraph(''), { kind: 'heading', text: ' ' }, { kind: 'list', items: [] }]],
  ])('%s is sent within the limits', (_, parts) => {
    const last: Part = { kind: 'buttons', buttons: [button('Open the review')] };
    const { text, blocks } = toBlocks({ parts: [...parts, last] });
    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(tooLong(blocks)).toBe(false);
    expect(text.length).toBeLessThan(4_000);
    expect(text).not.toBe('');
    expect(JSON.stringify(blocks.at(-1))).toContain('Open the review');
  });

  test('what was left out is said', () => {
    const { blocks } = toBlocks({ parts: Array.from({ length: 80 }, (_, n) => paragraph(`part ${n}`)) });
    expect(JSON.stringify(blocks.at(-1))).toContain('… and more.');
  });

  test('any text of anybody is words, and within the limits', () => {
    const word = fc.oneof(
      fc.record({
        kind: fc.constant('text' as const),
        text: fc.string({ unit: 'binary' }),
        styles: fc.constant<Style[]>([]),
      }),
      fc.record({
        kind: fc.constant('link' as const),
        text: fc.string(),
        url: fc.webUrl(),
        styles: fc.constant<Style[]>(['bold']),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(word), { maxLength: 60 }), (paragraphs) => {
        const { text, blocks } = toBlocks({
          parts: paragraphs.map((one) => ({ kind: 'paragraph', words: one })),
        });
        expect(validateBlocks(blocks, 'message')).toEqual([]);
        expect(text).not.toMatch(/[<>]/);
      }),
      { numRuns: 500 },
    );
  });
});
