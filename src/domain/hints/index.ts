import type { Evidence } from '../check/evidence.ts';
import { actions } from './actions.ts';
import { boxesTwice } from './boxes-twice.ts';
import type { Hint } from './hint.ts';
import { peopleAsCause } from './people-as-cause.ts';
import { placeholders } from './placeholders.ts';
import { severityDiffers } from './severity-differs.ts';

/** All that people may want to look at again in a review. Pure, and linear in its length. */
export function hintsOn(evidence: Pick<Evidence, 'text' | 'review' | 'incident' | 'related'>): Hint[] {
  return [
    ...placeholders(evidence),
    ...boxesTwice(evidence),
    ...severityDiffers(evidence),
    ...peopleAsCause(evidence),
    ...actions(evidence),
  ];
}
