import { distance } from 'fastest-levenshtein';

/**
 * The known word that was probably meant; null when none is near enough. Case, `_` and `-` do not
 * count, nor does the rest of a word that begins with a known one (`monday`: `mon`).
 */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = plain(word);
  const near = known
    .map((candidate) => ({ candidate, apart: apartness(wanted, plain(candidate)) }))
    .filter(({ apart }) => apart < wanted.length && apart <= Math.max(1, wanted.length / 3))
    .sort((a, b) => a.apart - b.apart);
  return near[0]?.candidate ?? null;
}

function apartness(wanted: string, candidate: string): number {
  const shorter = Math.min(wanted.length, candidate.length);
  const begins = shorter >= 3 && (wanted.startsWith(candidate) || candidate.startsWith(wanted));
  return begins ? Math.min(1, distance(wanted, candidate)) : distance(wanted, candidate);
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/g, '');
}
