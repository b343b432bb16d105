import MarkdownIt from 'markdown-it';
import type { LinkButton, Message, Part, Style, Word, Words } from '../../domain/message.ts';

type Token = ReturnType<MarkdownIt['parse']>[number];

/** Only what our templates are written in; a value that stands in one is escaped and parses as text. */
const markdown = new MarkdownIt('zero', { html: false, linkify: false, typographer: false }).enable([
  'heading',
  'list',
  'hr',
  'blockquote',
  'paragraph',
  'emphasis',
  'strikethrough',
  'backticks',
  'link',
  'autolink',
  'escape',
  'newline',
]);

const mentionScheme = 'slack:';

/**
 * A message from the Markdown of a template: headings, paragraphs, lists, quotes, rules. A paragraph of
 * nothing but links becomes buttons, the bold one being the first choice; `<slack:U024BE7LH>` mentions.
 */
export function readMessage(text: string): Message {
  const tokens = markdown.parse(text, {});
  const parts: Part[] = [];
  const within: string[] = [];
  let items: Words[] = [];
  for (const token of tokens) {
    if (token.nesting === 1) within.push(token.type);
    if (token.nesting === -1) {
      within.pop();
      if (/^(bullet|ordered)_list_close$/.test(token.type) && !within.some(isList)) {
        parts.push({ kind: 'list', items });
        items = [];
      }
    }
    if (token.type === 'hr') parts.push({ kind: 'rule' });
    if (token.type !== 'inline') continue;
    const words = wordsOf(token.children ?? []);
    if (within.some(isList)) items.push(words);
    else parts.push(partOf(within.at(-1) ?? '', within.includes('blockquote_open'), words));
  }
  return { parts };
}

function isList(type: string): boolean {
  return type === 'bullet_list_open' || type === 'ordered_list_open';
}

function partOf(container: string, quoted: boolean, words: Words): Part {
  if (container === 'heading_open') return { kind: 'heading', text: plain(words) };
  if (quoted) return { kind: 'quote', words };
  const buttons = buttonsOf(words);
  return buttons.length > 0 ? { kind: 'buttons', buttons } : { kind: 'paragraph', words };
}

function buttonsOf(words: Words): LinkButton[] {
  const rest = words.filter((word) => !(word.kind === 'text' && word.text.trim() === ''));
  const links = rest.filter((word) => word.kind === 'link');
  if (links.length < rest.length) return [];
  return links.map(({ text, url, styles }) => ({ text, url, primary: styles.includes('bold') }));
}

function plain(words: Words): string {
  return words.map((word) => (word.kind === 'mention' ? '' : word.text)).join('');
}

const styleOf: Record<string, Style> = { strong: 'bold', em: 'italic', s: 'strike' };

function wordsOf(tokens: Token[]): Words {
  const words: Words = [];
  const styles: Style[] = [];
  let url: string | null = null;
  const add = (text: string, more: Style[] = []): void => {
    const word = wordOf(text, url, [...styles, ...more]);
    const last = words.at(-1);
    // Escapes arrive one by one.
    if (last && word && joined(last, word)) words[words.length - 1] = joined(last, word) ?? last;
    else if (word) words.push(word);
  };
  for (const token of tokens) {
    const [, name = '', end] = /^(strong|em|s)_(open|close)$/.exec(token.type) ?? [];
    const style = styleOf[name];
    if (style) {
      if (end === 'open') styles.push(style);
      else styles.splice(styles.lastIndexOf(style), 1);
    } else if (token.type === 'link_open') url = token.attrGet('href');
    else if (token.type === 'link_close') url = null;
    else if (token.type === 'softbreak' || token.type === 'hardbreak')
      add(token.type === 'softbreak' ? ' ' : '\n');
    else if (token.type === 'code_inline') add(token.content, ['code']);
    else if (token.content !== '') add(token.content);
  }
  return words;
}

function wordOf(text: string, url: string | null, styles: Style[]): Word | null {
  if (url === null) return { kind: 'text', text, styles };
  if (url.startsWith(mentionScheme)) return { kind: 'mention', slackId: url.slice(mentionScheme.length) };
  return /^https?:\/\//.test(url) ? { kind: 'link', text, url, styles } : { kind: 'text', text, styles };
}

function joined(a: Word, b: Word): Word | null {
  if (a.kind === 'mention' || b.kind === 'mention' || a.styles.join() !== b.styles.join()) return null;
  if (a.kind === 'link') return b.kind === 'link' && b.url === a.url ? { ...a, text: a.text + b.text } : null;
  return b.kind === 'text' ? { ...a, text: a.text + b.text } : null;
}
