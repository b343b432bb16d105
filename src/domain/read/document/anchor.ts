import type { ReadOptions } from '../reading.ts';
import { type DateStyle, dateTokens, dayOf } from '../time/dates.ts';
import type { Token } from '../time/token.ts';
import type { Seen } from './seen.ts';

export type Known = { day: number; isYearKnown: boolean };

/** Where the day of rows comes from that give none. */
export type Anchor = (Known & { from: string }) | null;

/** The day a document is about: from its title, a date at its head, its file name, or when it was written. */
export function anchorOf(seen: Seen[], titleTokens: Token[], style: DateStyle, options: ReadOptions): Anchor {
  const dayIn = (tokens: Token[], from: string): Anchor => {
    for (const date of dateTokens(tokens)) {
      const found = dayOf(date, style);
      if (typeof found === 'object') return { ...found, from };
    }
    return null;
  };
  const inTitle = firstOf(
    seen.slice(0, 40),
    ({ line }) => (line.kind === 'heading' && line.level === 1) || /^title\s*[:=]/i.test(line.text),
    (one) => dayIn(one.tokens, 'the title'),
  );
  // Rows with a full date tell the day better than a copied title or the day of publication.
  const inRow = firstOf(
    seen,
    ({ isRow, mentions }) => isRow && mentions[0]?.date?.year != null,
    (one) => dayIn(one.tokens, `line ${one.line.number}`),
  );
  if (inTitle && (!inRow || Math.abs(inTitle.day - inRow.day) <= 7)) return inTitle;
  if (inRow) return inRow;
  const inField = firstOf(
    seen.slice(0, 60),
    ({ line }) => line.kind === 'front' || /^\W*(?:incident\s|outage\s)?(?:date|day|when)\b/i.test(line.text),
    (one) => dayIn(one.tokens, `line ${one.line.number}`),
  );
  if (inField) return inField;
  const named = dayIn(titleTokens, 'the file name');
  const inText = firstOf(
    seen,
    ({ tokens }) => dateTokens(tokens).length > 0,
    (one) => dayIn(one.tokens, `line ${one.line.number}`),
  );
  // A file is often named after the day on which it was published.
  if (inText && (!named || (inText.day - named.day < 3 && named.day - inText.day <= 45))) return inText;
  if (named) return named;
  if (options.writtenAt == null) return null;
  return {
    day: Math.floor(Date.parse(options.writtenAt) / 86_400_000),
    isYearKnown: true,
    from: 'when it was written',
  };
}

function firstOf(seen: Seen[], isMeant: (one: Seen) => boolean, dayOfLine: (one: Seen) => Anchor): Anchor {
  for (const one of seen) {
    const found = isMeant(one) ? dayOfLine(one) : null;
    if (found) return found;
  }
  return null;
}
