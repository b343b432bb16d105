import type { Token } from 'markdown-it';
import { parseBlocks, withoutComments } from './markdown.ts';

/** A line that GitLab would execute. `line` counts from 0; `command` is lower case. */
export type QuickAction = { line: number; command: string; argument: string };

/** `Gitlab::QuickActions::Extractor`: at the very start of a line, then a space and anything, or nothing. */
const form = /^\/([a-z][a-z0-9_]*)(?: (.*)|\s*)$/i;

/** Elements that hold whole paragraphs: inside them nothing is executed. */
const container =
  /<(\/?)(?:details|div|table|ul|ol|blockquote|section|article|aside|pre|dl|figure)\b[^<>]*>/gi;

/**
 * The quick actions of a text by the rule of GitLab 16.10 and later: lines that begin with `/word`
 * inside a paragraph that stands in no list, quote, table, code or HTML element, also in the middle of
 * it, and not within inline code. Which words are commands differs between versions, so any word
 * counts. Lines end with `\n`.
 */
export function findQuickActions(markdown: string): QuickAction[] {
  if (!/^\//m.test(markdown)) return [];
  const lines = markdown.split('\n');
  return commandParagraphs(lines, parseBlocks(markdown)).flatMap(([from, to]) =>
    inParagraph(lines.slice(from, to).join('\n'), from),
  );
}

/** Where paragraphs stand in which GitLab looks for commands: first line, and the line after the last. */
function commandParagraphs(lines: string[], tokens: Token[]): [number, number][] {
  const quoted = quotedLines(lines, tokens);
  const found: [number, number][] = [];
  let depth = 0;
  for (const { level, type, content, map } of tokens) {
    if (level !== 0) continue;
    if (type === 'html_block') depth = Math.max(0, depth + containersLeftOpen(content));
    // What was not read may be anything, so it counts.
    const read = type === 'paragraph_open' && depth === 0 && map !== null && !quoted.has(map[0]);
    if (map && (read || type === 'unread')) found.push(map);
  }
  return found;
}

/** Lines between two lines `>>>`: GitLab's own way to quote, unknown to CommonMark. */
function quotedLines(lines: string[], tokens: Token[]): Set<number> {
  const code = new Set<number>();
  for (const { type, map } of tokens) {
    if (type !== 'fence' || !map) continue;
    for (let line = map[0]; line < map[1]; line += 1) code.add(line);
  }
  const quoted = new Set<number>();
  let opened: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (code.has(index) || !/^>>>+\s*$/.test(line)) continue;
    if (opened === null) {
      opened = index;
      continue;
    }
    for (let inside = opened; inside <= index; inside += 1) quoted.add(inside);
    opened = null;
  }
  return quoted;
}

function containersLeftOpen(html: string): number {
  let open = 0;
  for (const [, slash] of withoutComments(html).matchAll(container)) open += slash === '' ? 1 : -1;
  return open;
}

/** Left to right, as GitLab's expression goes: whichever of inline code and command comes first wins. */
function inParagraph(paragraph: string, firstLine: number): QuickAction[] {
  const found: QuickAction[] = [];
  const lastTick = paragraph.lastIndexOf('`');
  let line = firstLine;
  let from = 0;
  let codeUntil = 0;
  for (const text of paragraph.split('\n')) {
    const action = codeUntil > from ? null : form.exec(text);
    if (action?.[1] !== undefined) {
      found.push({ line, command: action[1].toLowerCase(), argument: (action[2] ?? '').trim() });
    } else {
      let at = Math.max(from, codeUntil);
      while (at < from + text.length) {
        const open = text.indexOf('`', at - from);
        // Code has at least one character, and may end lines later.
        if (open < 0 || from + open + 2 > lastTick) break;
        at = paragraph.indexOf('`', from + open + 2) + 1;
      }
      codeUntil = at;
    }
    line += 1;
    from += text.length + 1;
  }
  return found;
}

/** The labels that `/label ~one ~"two words"` names. */
export function labelsNamed(argument: string): string[] {
  const labels: string[] = [];
  for (const [, quoted, single] of argument.matchAll(/~(?:"([^"]+)"|([^\s~",]+))/g)) {
    const label = (quoted ?? single ?? '').trim();
    if (label !== '') labels.push(label);
  }
  return labels;
}
