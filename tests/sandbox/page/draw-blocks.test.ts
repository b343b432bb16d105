import { describe, expect, test } from 'vitest';
import { html } from '../../../src/sandbox/page/html.ts';
import { plainLinks } from '../../../src/sandbox/page/links.ts';
import { drawBlocks } from '../../../src/sandbox/page/slack/draw-blocks.ts';
import { drawMrkdwn } from '../../../src/sandbox/page/slack/draw-mrkdwn.ts';
import { namesIn } from '../../../src/sandbox/page/slack/names.ts';
import type { Block, ShownSlack } from '../../../src/sandbox/slack/shown.ts';

const slack: Pick<ShownSlack, 'users' | 'channels'> = {
  users: [
    {
      id: 'U024BE7LH',
      name: 'alice',
      realName: 'Alice Okafor',
      email: null,
      timezone: 'Europe/Berlin',
      deleted: false,
      bot: false,
    },
  ],
  channels: [
    {
      id: 'C024BE7LH',
      name: 'g_runner',
      private: false,
      archived: false,
      external: false,
      members: [],
      bookmarks: [],
      messages: [],
    },
  ],
};
const names = namesIn(slack, plainLinks);

function draw(...blocks: Block[]): string {
  return drawBlocks(blocks, names, ({ text, url }) => html`<button>${text.text}|${url ?? 'no link'}</button>`)
    .markup;
}

describe('drawing blocks', () => {
  test('rich text with its styles, mentions, lists and quotes', () => {
    const drawn = draw({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'An <b>incident</b>', style: { bold: true, italic: true } },
            { type: 'link', url: 'https://gitlab.example/4', text: 'review' },
            { type: 'user', user_id: 'U024BE7LH' },
            { type: 'channel', channel_id: 'C024BE7LH' },
            { type: 'emoji', name: 'tada', unicode: '1f389' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'one', style: { code: true } }] },
          ],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said', style: { strike: true } }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a\n b' }] },
      ],
    });
    for (const expected of [
      '<strong><em>An &lt;b&gt;incident&lt;/b&gt;</em></strong>',
      '<a href="https://gitlab.example/4" target="_blank" rel="noopener noreferrer">review</a>',
      '<span class="mention">@Alice Okafor</span>',
      '<span class="mention">#g_runner</span>',
      '🎉',
      '<ol class="indent-0"><li><code>one</code></li></ol>',
      '<blockquote><s>said</s></blockquote>',
      '<pre>a\n b</pre>',
    ]) {
      expect(drawn).toContain(expected);
    }
  });

  test('headers, sections with fields and a button, context, pictures by what they say, rules', () => {
    const drawn = draw(
      { type: 'header', text: { type: 'plain_text', text: '*Not bold*' } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*bold*' },
        fields: [{ type: 'plain_text', text: '*plain*' }],
        accessory: { type: 'button', text: { type: 'plain_text', text: 'Go' }, url: 'https://x.example' },
      },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: '_small_' },
          { type: 'image', image_url: 'https://x.example/a.png', alt_text: 'a face' },
        ],
      },
      { type: 'divider' },
      { type: 'image', image_url: 'https://x.example/b.png', alt_text: 'a chart' },
      {
        type: 'actions',
        elements: [{ type: 'button', text: { type: 'plain_text', text: 'Accept' }, action_id: 'a' }],
      },
    );
    expect(drawn).not.toContain('x.example/a.png');
    expect(drawn).not.toContain('x.example/b.png');
    for (const expected of [
      '>*Not bold*<',
      '<strong>bold</strong>',
      '<p>*plain*</p>',
      '<button>Go|https://x.example</button>',
      '<em>small</em>',
      'a face',
      '<hr>',
      'a chart',
      '<button>Accept|no link</button>',
    ]) {
      expect(drawn).toContain(expected);
    }
  });

  test('says what it cannot draw', () => {
    expect(draw({ type: 'carousel', elements: [] })).toContain('block of the type <code>carousel</code>');
  });
});

describe('drawing Slack’s own markup', () => {
  const mrkdwn = (text: string) => drawMrkdwn(text, names).markup;

  test.each([
    ['*bold* _and_ ~gone~ `code`', '<strong>bold</strong> <em>and</em> <s>gone</s> <code>code</code>'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    [
      '<@U024BE7LH> in <#C024BE7LH>',
      '<span class="mention">@Alice Okafor</span> in <span class="mention">#g_runner</span>',
    ],
    [
      '<!here> and <!channel>',
      '<span class="mention">@here</span> and <span class="mention">@channel</span>',
    ],
    ['&lt;b&gt; &amp;amp;', '&lt;b&gt; &amp;amp;'],
    ['&gt; quoted\n&gt; twice\nnot', '<blockquote>quoted\ntwice</blockquote>not'],
    ['```*a*\n<b```', '<pre>*a*\n&lt;b</pre>'],
    ['`*not bold*`', '<code>*not bold*</code>'],
  ])('%s', (text, drawn) => {
    expect(mrkdwn(text)).toBe(drawn);
  });

  test('links to the web and to nothing else', () => {
    expect(mrkdwn('<https://x.example/?a=1&amp;b=2|here>')).toBe(
      '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">here</a>',
    );
    expect(mrkdwn('<javascript:alert(1)|here>')).toContain('href="#"');
  });
});
