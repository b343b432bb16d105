import type { Cell } from './cell.ts';
import type { Counted } from './measure/answer.ts';
import type { Figures, Outcome, ServiceFigures } from './measure/figures.ts';
import { figureText, lossText, missText, ofServices } from './measure/wording.ts';
import { cut, inCode } from './neutralise.ts';
import type { Instant } from './words.ts';

/** The cells that can be measured. */
export type CountCell = 'customersAffected' | 'requestsAffected';

export const countedIn = {
  customersAffected: 'customers',
  requestsAffected: 'requests',
} as const satisfies Record<CountCell, Counted>;

const longestService = 255;

/** Whether at least one service has a figure for a cell. */
export function isMeasured(figures: Figures | null, name: CountCell): boolean {
  return (figures?.present.services ?? []).some((one) => {
    const outcome = one[countedIn[name]];
    return outcome !== null && 'figure' in outcome;
  });
}

/** What was measured, or why not; null: nobody has tried, or nobody can. */
export function measuredCell(figures: Figures | null, name: CountCell): Cell | null {
  if (figures === null) return null;
  const texts = figures.present.services.flatMap((one) => outcomeOf(one, name, figures.triedUntil));
  if (texts.length === 0) return null;
  // Why nothing was measured is an answer, too.
  return { text: ofServices(texts), known: true };
}

/** Whether a cell of ours tells a figure that was measured. */
export function isMeasuredText(cell: string): boolean {
  return /^(?:`.*?`: )?(?:≈ )?\d[\d,.]*(?: (?:million|billion|trillion))? (?:requests?|customers?)\b/.test(
    cell.trim(),
  );
}

function outcomeOf(
  one: ServiceFigures,
  name: CountCell,
  until: Instant | null,
): { service: string; text: string }[] {
  const outcome = one[countedIn[name]];
  if (outcome === null) return [];
  return [{ service: serviceText(one.service), text: outcomeText(outcome, countedIn[name], until) }];
}

/** A label as people may read it. */
export function serviceText(label: string): string {
  return inCode(cut(label, longestService));
}

/** Words of ours alone, safe in a cell. */
export function outcomeText(outcome: Outcome, about: Counted, until: Instant | null): string {
  if ('figure' in outcome) return figureText(outcome.figure, about);
  return 'loss' in outcome ? lossText(outcome.loss, outcome.last) : missText(outcome.miss, until);
}
