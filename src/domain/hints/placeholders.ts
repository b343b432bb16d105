import type { Evidence } from '../check/evidence.ts';
import { listed } from '../check/shown.ts';
import { cut, inWords } from '../neutralise.ts';
import type { Section } from '../review-text/review-text.ts';
import { hasPlaceholder } from '../review-text/words.ts';
import type { Hint } from './hint.ts';

const longestTitle = 80;
const later = /\b(?:TBD|TODO|FIXME)\b/;

/** Sections in which a prompt, or a word that stands for "later", is left. */
export function placeholders({ text }: Pick<Evidence, 'text'>): Hint[] {
  const open = text.sections.flatMap((section) => {
    const piece = section.pieces.find(
      (one) => one.kind !== 'cell' && (hasPlaceholder(one) || later.test(one.source)),
    );
    return piece === undefined ? [] : [{ section, line: piece.line }];
  });
  const [first] = open;
  if (first === undefined) return [];
  const where = listed([...new Set(open.map(({ section }) => named(section)))]);
  const says = `Something is still to be written under ${where}. Where there is nothing to say, say that.`;
  return [{ about: 'placeholder', line: open.length === 1 ? first.line : null, says }];
}

function named({ title, level }: Section): string {
  return level === 0 ? 'no heading' : asHeading(inWords(cut(title, longestTitle)));
}

/** Words that had to become code stay it. */
function asHeading(words: string): string {
  if (words === '') return 'an empty heading';
  return words.startsWith('`') ? words : `_${words}_`;
}
