/** Pieces `from` to `to` of one list stand for `otherFrom` to `otherTo` of the other; all between hunks is the same. */
export type Hunk = { from: number; to: number; otherFrom: number; otherTo: number };

/** How often ranges are taken apart at pieces that both have once. */
const deepest = 12;
/** How many comparisons one difference may cost, whatever somebody has written; what is left becomes one hunk. */
const mostSteps = 10_000_000;
/** How many pieces a range may differ in, to be compared piece by piece. */
const mostEdits = 400;

type Pieces = { ours: Int32Array; others: Int32Array; hunks: Hunk[]; stepsLeft: number };
type Range = { from: number; to: number; otherFrom: number; otherTo: number };

/**
 * In what two lists differ, in order. Pieces that both have once hold the lists together, so that what was moved is seen
 * as such; between them as few pieces as possible differ. Where that would cost too much a hunk is as large as it has to
 * be: coarse, and right.
 */
export function diff(one: readonly string[], other: readonly string[]): Hunk[] {
  const numbers = new Map<string, number>();
  const numbered = (pieces: readonly string[]) =>
    Int32Array.from(pieces, (piece) => {
      const known = numbers.get(piece) ?? numbers.size;
      numbers.set(piece, known);
      return known;
    });
  const pieces: Pieces = { ours: numbered(one), others: numbered(other), hunks: [], stepsLeft: mostSteps };
  compare(pieces, { from: 0, to: one.length, otherFrom: 0, otherTo: other.length }, 0);
  return pieces.hunks;
}

function compare(pieces: Pieces, whole: Range, depth: number): void {
  const range = withoutSameEnds(pieces, whole);
  if (range.from === range.to && range.otherFrom === range.otherTo) return;
  if (range.from === range.to || range.otherFrom === range.otherTo) {
    pieces.hunks.push(range);
    return;
  }
  const anchors = depth < deepest ? anchorsIn(pieces, range) : [];
  if (anchors.length === 0) {
    pieceByPiece(pieces, range);
    return;
  }
  let { from, otherFrom } = range;
  for (const [at, otherAt] of anchors) {
    compare(pieces, { from, to: at, otherFrom, otherTo: otherAt }, depth + 1);
    from = at + 1;
    otherFrom = otherAt + 1;
  }
  compare(pieces, { from, to: range.to, otherFrom, otherTo: range.otherTo }, depth + 1);
}

function withoutSameEnds({ ours, others }: Pieces, { from, to, otherFrom, otherTo }: Range): Range {
  let [first, otherFirst, last, otherLast] = [from, otherFrom, to, otherTo];
  while (first < last && otherFirst < otherLast && ours[first] === others[otherFirst]) {
    first += 1;
    otherFirst += 1;
  }
  while (first < last && otherFirst < otherLast && ours[last - 1] === others[otherLast - 1]) {
    last -= 1;
    otherLast -= 1;
  }
  return { from: first, to: last, otherFrom: otherFirst, otherTo: otherLast };
}

/** The longest row of pieces that stand once in both, in the same order in both (patience sorting). */
function anchorsIn(pieces: Pieces, { from, to, otherFrom, otherTo }: Range): [number, number][] {
  const { ours, others } = pieces;
  pieces.stepsLeft -= to - from + otherTo - otherFrom;
  if (pieces.stepsLeft <= 0) return [];
  const places = new Map<number, { at: number; count: number; otherAt: number; otherCount: number }>();
  for (let at = from; at < to; at += 1) {
    const place = places.get(ours[at] ?? 0) ?? { at, count: 0, otherAt: 0, otherCount: 0 };
    place.count += 1;
    places.set(ours[at] ?? 0, place);
  }
  for (let at = otherFrom; at < otherTo; at += 1) {
    const place = places.get(others[at] ?? 0);
    if (place === undefined) continue;
    place.otherAt = at;
    place.otherCount += 1;
  }
  const once = [...places.values()].filter(({ count, otherCount }) => count === 1 && otherCount === 1);
  return longestRising(once.map(({ at, otherAt }) => [at, otherAt]));
}

/** Of pairs in the order of their first, the longest row in which the second rises as well. */
function longestRising(pairs: [number, number][]): [number, number][] {
  type Link = { pair: [number, number]; before: Link | null };
  const tops: Link[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle]?.pair[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    tops[low] = { pair, before: tops[low - 1] ?? null };
  }
  const rising: [number, number][] = [];
  for (let link = tops.at(-1) ?? null; link !== null; link = link.before) rising.push(link.pair);
  return rising.reverse();
}

/** Myers' greedy way, E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986. */
function pieceByPiece(pieces: Pieces, range: Range): void {
  const { ours, others, hunks } = pieces;
  const [length, otherLength] = [range.to - range.from, range.otherTo - range.otherFrom];
  const most = Math.min(mostEdits, length + otherLength);
  const middle = most + 1;
  const reached = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(reached.slice(middle - edits - 1, middle + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const below = reached[middle + diagonal + 1] ?? 0;
      const left = (reached[middle + diagonal - 1] ?? 0) + 1;
      const goesDown =
        diagonal === -edits ||
        (diagonal !== edits && (reached[middle + diagonal - 1] ?? 0) < (reached[middle + diagonal + 1] ?? 0));
      let at = goesDown ? below : left;
      const begun = at;
      while (
        at < length &&
        at - diagonal < otherLength &&
        ours[range.from + at] === others[range.otherFrom + at - diagonal]
      ) {
        at += 1;
      }
      reached[middle + diagonal] = at;
      pieces.stepsLeft -= at - begun + 1;
      if (at >= length && at - diagonal >= otherLength) {
        hunks.push(...walkBack(trace, range));
        return;
      }
    }
    if (pieces.stepsLeft <= 0) break;
  }
  hunks.push(range);
}

/** The way that was found, from its end: neighbouring edits are one hunk. */
function walkBack(trace: Int32Array[], { from, to, otherFrom, otherTo }: Range): Hunk[] {
  const hunks: Hunk[] = [];
  let [at, otherAt] = [to - from, otherTo - otherFrom];
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const reached = trace[edits] ?? new Int32Array();
    const diagonal = at - otherAt;
    const place = (k: number) => reached[k + edits + 1] ?? 0;
    const goesDown = diagonal === -edits || (diagonal !== edits && place(diagonal - 1) < place(diagonal + 1));
    const before = goesDown ? diagonal + 1 : diagonal - 1;
    const begin = place(before);
    const otherBegin = begin - before;
    const [end, otherEnd] = goesDown ? [begin, otherBegin + 1] : [begin + 1, otherBegin];
    const later = hunks.at(-1);
    const hunk = {
      from: from + begin,
      to: from + end,
      otherFrom: otherFrom + otherBegin,
      otherTo: otherFrom + otherEnd,
    };
    if (later && later.from === hunk.to && later.otherFrom === hunk.otherTo) {
      later.from = hunk.from;
      later.otherFrom = hunk.otherFrom;
    } else hunks.push(hunk);
    at = begin;
    otherAt = otherBegin;
  }
  return hunks.reverse();
}
