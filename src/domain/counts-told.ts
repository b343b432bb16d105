import type { Doubt, Figure, OtherSource } from './key-information.ts';
import type { ReadCount } from './read/reading.ts';
import { placeWords, whereIn } from './text-place.ts';
import type { Told } from './told.ts';

const counted = ['customersAffected', 'requestsAffected'] as const;

export type Counted = (typeof counted)[number];

export type FoundCount = { figure: Figure<string>; others: OtherSource[]; doubts: Doubt[] };

/**
 * How many were affected, in the words of the first text that says so: the description, else the newest comment. The
 * words stay as they are, with all that is vague in them.
 */
export function countsOf(told: Told[]): Record<Counted, FoundCount> {
  return {
    customersAffected: countOf('customersAffected', told),
    requestsAffected: countOf('requestsAffected', told),
  };
}

function countOf(about: Counted, told: Told[]): FoundCount {
  const found = told.flatMap(({ place, reading }) => {
    const count = reading[about];
    if (count.text === null || place.in === 'timeline') return [];
    const where = whereIn(place, count.line);
    return [
      { count, says: count.text, source: `the words ${placeWords(place)}`, ...(where ? { where } : {}) },
    ];
  });
  const [first, ...rest] = found;
  if (!first) return { figure: null, others: [], doubts: [] };
  const different = rest.filter(({ says }) => says !== first.says);
  const { says: value, source, where } = first;
  return {
    figure: { value, source, confidence: 'stated', ...(where ? { where } : {}) },
    others: different.map(({ count: _count, ...one }) => ({ about, ...one })),
    doubts: different
      .filter(({ count }) => isOtherNumber(first.count, count))
      .map(({ says, source: by, where: there }) => ({
        code: 'sources-disagree' as const,
        message: `${by} give another number: ${says}`,
        ...(there ? { where: there } : {}),
      })),
  };
}

function isOtherNumber(a: ReadCount, b: ReadCount): boolean {
  if (a.number === null || b.number === null)
    return a.extent !== null && b.extent !== null && a.extent !== b.extent;
  return a.number !== b.number && (a.unit ?? '') === (b.unit ?? '');
}
