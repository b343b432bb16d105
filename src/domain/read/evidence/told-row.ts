import type { Entry } from '../time/stamps.ts';

/** What a row tells: its first sentence, and what follows. */
export type ToldRow = {
  entry: Entry;
  head: string;
  rest: string;
  isFirst: boolean;
  isLast: boolean;
};

const longest = 1_000;

/** A first line of a word or two ("Gitter link") tells nothing; the sentence after it does. */
export function tellRow(entry: Entry, index: number, count: number): ToldRow {
  const whole = (entry.text === '' ? entry.body : `${entry.text}. ${entry.body}`).slice(0, longest);
  const place = { entry, isFirst: index === 0, isLast: index === count - 1 };
  for (const found of whole.matchAll(/[.!;](?=\s|$)|\n/g)) {
    const head = whole.slice(0, found.index);
    if (head.split(/\s+/).length > 2) {
      return { ...place, head: head.trim(), rest: whole.slice(found.index + 1) };
    }
  }
  return { ...place, head: whole, rest: '' };
}

/** The row as a source for people. */
export function sourceOf({ head }: ToldRow): string {
  const words = head
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.,;:]+$/, '');
  return `row:${words.length > 60 ? `${words.slice(0, 59)}…` : words}`;
}
