import type { ActionsBlock, KnownBlock, RichTextBlock, RichTextSection } from '@slack/types';
import type { LinkButton, Message, Part, Style, Word, Words } from '../../domain/message.ts';
import { cut } from '../../domain/neutralise.ts';

/** Slack's limits (docs.slack.dev, Block Kit); characters are code points. */
const limits = {
  blocks: 50,
  header: 150,
  actions: 25,
  buttonText: 75,
  url: 3000,
  /** Nowhere documented: about 13,200 characters of blocks in all are refused as `msg_blocks_too_long`. */
  inAll: 12_000,
  words: 3000,
  /** `chat.update` takes no more than 4,000. */
  text: 3000,
};

/** What `chat.postMessage` takes: blocks, and the text for notifications and screen readers. */
export type Rendered = { text: string; blocks: KnownBlock[] };

/**
 * A message as Block Kit. Words go into `rich_text`, where Slack reads no markup at all, so no text of
 * anybody can mention, link or format; the fallback text is escaped. What is too long is cut and says so.
 */
export function toBlocks({ parts }: Message): Rendered {
  const blocks = parts.flatMap((part, index) => blockOf(part, index) ?? []);
  return {
    text: inAll(parts.map(textOf).filter(Boolean)) || 'A message',
    blocks: withinLimits(blocks),
  };
}

/** The last buttons stay, whatever else is left out: they lead to where all of it stands. */
function withinLimits(blocks: KnownBlock[]): KnownBlock[] {
  if (blocks.length <= limits.blocks && lengthOf(blocks) <= limits.inAll) return blocks;
  const last = blocks.findLast((block) => block.type === 'actions' && lengthOf([block]) <= limits.inAll / 2);
  const ending = last ? [leftOut, last] : [leftOut];
  const kept: KnownBlock[] = [];
  let room = limits.inAll - lengthOf(ending);
  for (const block of blocks) {
    room -= lengthOf([block]);
    if (block === last) continue;
    if (room < 0 || kept.length === limits.blocks - ending.length) break;
    kept.push(block);
  }
  return [...kept, ...ending];
}

const leftOut: KnownBlock = {
  type: 'rich_text',
  elements: [
    { type: 'rich_text_section', elements: [{ type: 'text', text: '… and more.', style: { italic: true } }] },
  ],
};

function lengthOf(blocks: KnownBlock[]): number {
  return blocks.length === 0 ? 0 : JSON.stringify(blocks).length;
}

function blockOf(part: Part, index: number): KnownBlock | null {
  switch (part.kind) {
    case 'heading':
      return part.text.trim() === ''
        ? null
        : { type: 'header', text: { type: 'plain_text', text: cut(part.text, limits.header), emoji: false } };
    case 'rule':
      return { type: 'divider' };
    case 'buttons':
      return actions(part.buttons, index);
    case 'paragraph':
      return richText([section(part.words)]);
    case 'quote':
      return richText([{ ...section(part.words), type: 'rich_text_quote' }]);
    case 'list':
      return richText([
        { type: 'rich_text_list', style: 'bullet', elements: part.items.map(section).filter(saysSomething) },
      ]);
  }
}

/** null for what says nothing: Slack refuses empty elements, and the whole message with them. */
function richText(elements: RichTextBlock['elements']): RichTextBlock | null {
  const saying = elements.filter(saysSomething);
  return saying.length === 0 ? null : { type: 'rich_text', elements: saying };
}

function saysSomething({ elements }: { elements: unknown[] }): boolean {
  return elements.length > 0;
}

function section(words: Words): RichTextSection {
  return {
    type: 'rich_text_section',
    elements: words.filter(isNotEmpty).map((word) => {
      if (word.kind === 'mention') return { type: 'user', user_id: word.slackId };
      const style = styleOf(word.styles);
      const text = cut(word.text, limits.words);
      return word.kind === 'link' && word.url.length <= limits.url
        ? { type: 'link', url: word.url, text, ...style }
        : { type: 'text', text, ...style };
    }),
  };
}

function isNotEmpty(word: Word): boolean {
  return word.kind === 'mention' || word.text !== '';
}

function styleOf(styles: Style[]): { style?: Partial<Record<Style, true>> } {
  return styles.length === 0 ? {} : { style: Object.fromEntries(styles.map((style) => [style, true])) };
}

function actions(buttons: LinkButton[], index: number): ActionsBlock | null {
  const usable = buttons.filter(({ text, url }) => text.trim() !== '' && url.length <= limits.url);
  if (usable.length === 0) return null;
  return {
    type: 'actions',
    elements: usable.slice(0, limits.actions).map(({ text, url, primary }, place) => ({
      type: 'button',
      text: { type: 'plain_text', text: cut(text, limits.buttonText), emoji: false },
      url,
      action_id: `open:${index}:${place}`,
      ...(primary ? { style: 'primary' } : {}),
    })),
  };
}

/** Whole lines, as many as fit: one that is cut in its middle could end in half a mention. */
function inAll(lines: string[]): string {
  let room = limits.text;
  const kept = lines.filter((line) => {
    room -= line.length + 1;
    return room >= 0;
  });
  return kept.length > 0 || lines.length === 0 ? kept.join('\n') : plainCut(lines[0] ?? '');
}

/** The first line alone is too long: its escapes are kept whole. */
function plainCut(line: string): string {
  return cut(line, limits.text - 10).replace(/[&<][^;>]*…$/, '…');
}

function textOf(part: Part): string {
  switch (part.kind) {
    case 'heading':
      return escapeMarks(part.text);
    case 'list':
      return part.items.map((item) => `• ${plain(item)}`).join('\n');
    case 'paragraph':
    case 'quote':
      return plain(part.words);
    case 'rule':
    case 'buttons':
      return '';
  }
}

function plain(words: Words): string {
  return words
    .map((word) => (word.kind === 'mention' ? `<@${word.slackId}>` : escapeMarks(word.text)))
    .join('');
}

/** Slack's three characters; without them no `<!channel>`, mention or link can be written. */
function escapeMarks(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
