import type { Token } from 'markdown-it';

/** A heading of a text with its lines: the first, and the one after the last. */
export type Heading = { title: string; level: number; from: number; to: number };

/** The headings among blocks; what stands in a quote or a list heads nothing. */
export function headingsIn(tokens: Token[]): Heading[] {
  return tokens.flatMap(({ type, level, tag, map }, index) =>
    type === 'heading_open' && level === 0 && map
      ? [{ title: tokens[index + 1]?.content ?? '', level: Number(tag.slice(1)), from: map[0], to: map[1] }]
      : [],
  );
}

/** What of a title can be compared: its letters alone, in lower case. */
export function lettersOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}
