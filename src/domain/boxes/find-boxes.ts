import type { Token } from 'markdown-it';
import { parseBlocks } from '../markdown.ts';
import { type Boxes, type BoxState, boxId } from './box.ts';
import { marksIn } from './marks-in.ts';

/** A box of a text; `at`: where in the text its one character stands; `words`: what stands behind it, with its mark. */
export type Box = { id: string; state: BoxState; at: number; words: string };

/** A box as GitLab knows it, with something behind it; `[X]` is done too. */
const task = /^\[([ xX~])\]\s/;

/**
 * The boxes of a text that carry a guideline's mark: in lists of any kind, however deep, in quotes and folded blocks; in
 * code and tables there are none. The mark stands in the words of the box itself. A line with the marks of two belongs to
 * none. In the order of the text, those that stand twice included.
 */
export function findBoxes(text: string): Box[] {
  if (!text.includes('<!--')) return [];
  const starts = lineStarts(text);
  const tokens = parseBlocks(text.replaceAll('\r\n', '\n'));
  const found: Box[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'list_item_open') continue;
    const words = wordsOf(tokens, index);
    const first = words[0];
    const state = task.exec(first?.content ?? '')?.[1];
    if (first?.type !== 'inline' || !first.map || state === undefined) continue;
    const ids = new Set(words.flatMap(({ content }) => marksIn(content)));
    const [id] = ids;
    if (ids.size !== 1 || id === undefined || !boxId.test(id)) continue;
    const at = placeOf(text, starts, first.map[0], first.content);
    const behind = words.map(({ content }) => content).join('\n');
    if (at !== null) found.push({ id, state: stateOf(state), at, words: behind.slice('[x]'.length).trim() });
  }
  return found;
}

/** What stands in each box; one that stands more than once is left out, for nobody can say which of them is meant. */
export function boxesIn(text: string): Boxes {
  return Object.fromEntries(standingOnce(text).map(({ id, state }) => [id, state]));
}

/** The same text with these boxes set, each by its one character. One that is not there once is left out. */
export function withBoxes(text: string, boxes: Boxes): string {
  let [set, done] = ['', 0];
  for (const { id, at } of standingOnce(text)) {
    const state = boxes[id];
    if (state === undefined) continue;
    set += text.slice(done, at) + state;
    done = at + 1;
  }
  return set + text.slice(done);
}

function standingOnce(text: string): Box[] {
  const byId = Map.groupBy(findBoxes(text), ({ id }) => id);
  return [...byId.values()].filter(({ length }) => length === 1).flat();
}

function stateOf(character: string): BoxState {
  if (character === '~') return '~';
  return character === ' ' ? ' ' : 'x';
}

/** The first paragraph of an item, and a comment that stands in lines of its own directly below it. */
function wordsOf(tokens: Token[], item: number): Token[] {
  const level = tokens[item]?.level ?? 0;
  const words: Token[] = [];
  for (let index = item + 1; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || token.level <= level) break;
    if (token.type === 'paragraph_open' && words.length > 0) break;
    const isWords = token.type === 'inline' || (token.type === 'html_block' && token.level === level + 1);
    if (isWords) words.push(token);
    else if (token.type !== 'paragraph_open' && token.type !== 'paragraph_close') break;
  }
  return words;
}

/** Where the character of a box stands: its paragraph begins somewhere in this line, behind quotes and bullets. */
function placeOf(text: string, starts: Uint32Array, line: number, content: string): number | null {
  const from = starts[line] ?? text.length;
  const raw = text.slice(from, starts[line + 1] ?? text.length).trimEnd();
  const [first = ''] = content.split('\n', 1);
  const words = first.trimEnd();
  return raw.endsWith(words) ? from + raw.length - words.length + 1 : null;
}

/** Where each line of a text begins. */
function lineStarts(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}
