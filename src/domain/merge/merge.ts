import { diff, type Hunk } from './diff.ts';
import { isBox, isCell, linesOf, type Piece, piecesOf, plain, wordsOf } from './pieces.ts';

/** A text of two changes. `givenUp`: what of ours gave way, a piece for each place; empty: nothing did. */
export type Merged = { text: string; givenUp: string[] };

/** What becomes of a place that both have changed, each in its own way. */
type Settle = (base: Piece[], ours: Piece[], theirs: Piece[]) => Piece[];

/** Larger places are not looked into: they are settled as a whole. */
const mostCharacters = 4_000_000;

/**
 * What we and a person made of one text, in one text: it is theirs, but that of what they left as it was some is as we
 * have it. So all that they inserted is there, in their order, and nothing that they took away comes back. In a line that
 * both changed each word, box and cell counts by itself; where both changed the same one, the person has it. What both
 * add at the same place stands there one after the other.
 */
export function merge(base: string, ours: string, theirs: string): Merged {
  const givenUp: string[] = [];
  const text = together(base, ours, theirs, (stood, one, other) => {
    // There is room for both, but in a table.
    if (stood.length === 0 && !one.some(isCell)) return [...other, ...one];
    givenUp.push(textOf(one));
    return other;
  });
  return { text, givenUp };
}

/**
 * What two people made of one text: where both changed the same words both stand there, those of `later` first. What one
 * of them took away stays away, unless the other wrote in it. Of a box there is one: as `later` has it.
 */
export function mergePeople(base: string, later: string, earlier: string): string {
  return together(base, later, earlier, settlePeople);
}

function settlePeople(stood: Piece[], later: Piece[], earlier: Piece[]): Piece[] {
  if (earlier.length === 0) return later;
  if (later.length === 0) return earlier;
  const cells = [stood, later, earlier].map(onlyCell);
  if (cells.every((cell) => cell !== null)) {
    const [inStood = [], inLater = [], inEarlier = []] = cells;
    return [...combine(inStood, inLater, inEarlier, settlePeople), plain('|')];
  }
  return bothOf(later, withoutSameLines(earlier, stood));
}

/** The words of the one cell that these pieces are; null: they are something else. */
function onlyCell(pieces: Piece[]): Piece[] | null {
  const [cell, another] = pieces;
  if (cell === undefined || another !== undefined || !isCell(cell)) return null;
  return wordsOf(cell.text.slice(0, -1)).map(plain);
}

function together(base: string, ours: string, theirs: string, settle: Settle): string {
  if (base === ours || ours === theirs) return theirs;
  if (base === theirs) return ours;
  const [lines, ourLines, theirLines] = [linesOf(base), linesOf(ours), linesOf(theirs)];
  const merged = combine(lines, ourLines, theirLines, (...places) => {
    const [inBase = '', inOurs = '', inTheirs = ''] = places.map(textOf);
    if (inBase.length + inOurs.length + inTheirs.length > mostCharacters) return settle(...places);
    return combine(piecesOf(inBase), piecesOf(inOurs), piecesOf(inTheirs), settle);
  });
  const text = textOf(merged);
  // Every line had its end for the comparison, and the last one had none.
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

function textOf(pieces: Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** Goes through both lists of changes side by side; those that meet in `base` are settled together. */
function combine(base: Piece[], ours: Piece[], theirs: Piece[], settle: Settle): Piece[] {
  const changes = [
    ...diff(keysOf(base), keysOf(ours)).map((hunk) => ({ hunk, isOurs: true })),
    ...diff(keysOf(base), keysOf(theirs)).map((hunk) => ({ hunk, isOurs: false })),
  ].sort((a, b) => a.hunk.from - b.hunk.from || a.hunk.to - b.hunk.to);
  const merged: Piece[][] = [];
  let done = 0;
  for (let index = 0; index < changes.length; ) {
    const met = changes[index]?.hunk;
    if (met === undefined) break;
    const place = { from: met.from, to: met.to };
    const hunks: { ours: Hunk[]; theirs: Hunk[] } = { ours: [], theirs: [] };
    for (; index < changes.length; index += 1) {
      const change = changes[index];
      if (change === undefined || (change.hunk !== met && !meets(change.hunk, place))) break;
      hunks[change.isOurs ? 'ours' : 'theirs'].push(change.hunk);
      place.to = Math.max(place.to, change.hunk.to);
    }
    merged.push(base.slice(done, place.from));
    const one = contentOf(place, hunks.ours, base, ours);
    const other = contentOf(place, hunks.theirs, base, theirs);
    if (hunks.theirs.length === 0) merged.push(one);
    else if (hunks.ours.length === 0 || isSame(one, other)) merged.push(other);
    else merged.push(settle(base.slice(place.from, place.to), one, other));
    done = place.to;
  }
  merged.push(base.slice(done));
  return merged.flat();
}

/** Two that insert at the same place meet; one that inserts at the edge of what the other changes does not. */
function meets({ from, to }: Hunk, place: { from: number; to: number }): boolean {
  if (from === to && place.from === place.to) return from === place.from;
  return from < place.to && to > place.from;
}

/** What one of them has in a place of `base`. */
function contentOf(
  place: { from: number; to: number },
  hunks: Hunk[],
  base: Piece[],
  changed: Piece[],
): Piece[] {
  const content: Piece[][] = [];
  let done = place.from;
  for (const { from, to, otherFrom, otherTo } of hunks) {
    content.push(base.slice(done, from), changed.slice(otherFrom, otherTo));
    done = to;
  }
  content.push(base.slice(done, place.to));
  return content.flat();
}

function keysOf(pieces: Piece[]): string[] {
  return pieces.map(({ key }) => key);
}

function isSame(one: Piece[], other: Piece[]): boolean {
  return one.length === other.length && one.every(({ key }, index) => key === other[index]?.key);
}

/** Without the lines at both ends that are as they stood. */
function withoutSameLines(pieces: Piece[], stood: Piece[]): Piece[] {
  const first = pieces.findIndex(({ key }, at) => key !== stood[at]?.key);
  const fromEnd = pieces.toReversed().findIndex(({ key }, at) => key !== stood.at(-1 - at)?.key);
  const isEnd = ({ text }: Piece) => text === '\n';
  const from = pieces.slice(0, first).findLastIndex(isEnd);
  const last = pieces.length - fromEnd;
  const to = pieces.slice(Math.max(last, first)).findIndex(isEnd);
  return pieces.slice(Math.max(from, 0), to < 0 ? pieces.length : Math.max(last, first) + to);
}

/** Both one after the other, in one line or one cell where each is one, and with one box. */
function bothOf(one: Piece[], other: Piece[]): Piece[] {
  const rest = one.some(isBox) ? other.filter((piece) => !isBox(piece)) : other;
  const [text, more] = [textOf(one), textOf(rest)];
  if (more.trim() === '' || text.endsWith(more)) return one;
  if (more.startsWith('\n')) return [...one, ...rest];
  if (text.endsWith('|') && more.endsWith('|')) return [plain(text.slice(0, -1)), plain(more.trimStart())];
  return /\s$/.test(text) ? [...one, ...rest] : [...one, plain(' '), ...rest];
}
