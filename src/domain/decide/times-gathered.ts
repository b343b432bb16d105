import type { DomainEvent } from '../events.ts';
import type { Review } from '../review.ts';
import { type Decision, ignored } from './decision.ts';
import { isKept, reading, same } from './refresh.ts';

/** What is new is kept, and shown where there is, or was, something to show. */
export function timesGathered(
  { times }: Extract<DomainEvent, { kind: 'times.gathered' }>,
  known: Review | null,
): Decision {
  if (known === null || !isKept(known)) return ignored('no key information is ours to keep');
  if (same(times, known.times)) return ignored('nothing new');
  const isShown = times.tells || known.times?.tells === true;
  return {
    outcome: 'done',
    because: known.because,
    review: { ...known, times },
    intents: isShown ? [reading(known, null, `times ${known.version}`)] : [],
  };
}
