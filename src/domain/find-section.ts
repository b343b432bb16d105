import type { Span } from './folded-block.ts';
import { headingsIn, lettersOf } from './headings.ts';
import { looksLikeMark } from './mark.ts';
import { parseBlocks } from './markdown.ts';

/**
 * The lines below the first heading with one of these titles, up to the next heading of any level; null: there is no such
 * heading. Titles are compared by their letters, in lower case; what looks like a heading in code or a list is none.
 */
export function findSection(lines: string[], titles: readonly string[]): Span | null {
  const text = lines.join('\n').replaceAll('\r\n', '\n');
  const headings = headingsIn(parseBlocks(text));
  const at = headings.findIndex(({ title }) => titles.includes(lettersOf(title)));
  const heading = headings[at];
  return heading === undefined ? null : { from: heading.to, to: headings[at + 1]?.from ?? endOf(lines) };
}

/** Our mark belongs to no section. */
function endOf(lines: string[]): number {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return looksLikeMark(lines[last] ?? '') ? last : lines.length;
}

/** The lines of a span without the empty ones around them; at its beginning where there is nothing else. */
export function withoutEmptyEdges(lines: string[], { from, to }: Span): Span {
  const isFull = (line: string) => line.trim() !== '';
  const inner = lines.slice(from, to);
  const first = inner.findIndex(isFull);
  return first < 0 ? { from, to: from } : { from: from + first, to: from + inner.findLastIndex(isFull) + 1 };
}
