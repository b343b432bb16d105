import { withoutComments } from '../markdown.ts';
import { isStillEmpty } from '../placeholder.ts';
import { readableWords } from '../read/text/readable-words.ts';
import type { Piece } from './review-text.ts';

const language = 'en';
const byWord = new Intl.Segmenter(language, { granularity: 'word' });
const bySentence = new Intl.Segmenter(language, { granularity: 'sentence' });

/** A full stop behind one of these ends no sentence. */
const abbreviation = /\b(e\.g|i\.e|etc|approx|ca|vs|incl|resp|no|max|min|dr|mr|mrs|st|u\.s)\./gi;

/** Nobody writes longer lines; what stands behind is not read. */
const longestLine = 4_000;

/** What people say in some pieces, without prompts, comments, code and addresses: a line for each that says something. */
export function saidIn(pieces: Piece[]): string[] {
  return pieces.map(said).filter((words) => words !== '');
}

/** Whether a prompt of ours, or a word that stands for "later", is left alone in a line. */
export function hasPlaceholder({ source }: Piece): boolean {
  return source.split('\n').some((line) => withoutComments(line).trim() !== '' && isStillEmpty(line));
}

/** Words in any language, as far as they can be told apart. */
export function countWords(texts: string[]): number {
  return texts.reduce((sum, text) => sum + words(text), 0);
}

/** Sentences; each line of `texts` has its own. */
export function sentencesOf(texts: string[]): string[] {
  return texts.flatMap((text) =>
    [...bySentence.segment(text.slice(0, longestLine).replace(abbreviation, '$1'))]
      .map(({ segment }) => segment.trim())
      .filter((segment) => /[\p{L}\p{N}]/u.test(segment)),
  );
}

function words(text: string): number {
  let count = 0;
  for (const { isWordLike } of byWord.segment(text.slice(0, longestLine))) if (isWordLike) count += 1;
  return count;
}

function said({ source }: Piece): string {
  return withoutComments(source)
    .split('\n')
    .filter((line) => !isStillEmpty(line))
    .map((line) => readableWords(line.replace(/^\s*\[[ xX~]\]\s/, '').slice(0, longestLine)))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
