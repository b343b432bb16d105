import { isPromptOfForm, isStillEmpty } from '../placeholder.ts';
import type { ReviewText } from '../review-text/review-text.ts';

/**
 * What stands in a cell of the key information, as far as its words alone can tell. `not-yet`: it is being measured.
 * `unknown`: nobody can say, with the reason why; `unsaid`: the same without one.
 */
export type CellState = 'missing' | 'empty' | 'not-yet' | 'unknown' | 'unsaid' | 'answered';

/** In our words, and in those of people. */
const notYet =
  /\bnot measured yet: |^\W*not (?:(?:measured|known|determined) yet|yet (?:measured|known|determined))\b/i;
const noAnswer =
  /^\W*(?:unknown|not known|unclear|undetermined|n\/?a|not available|can(?:no|')t (?:be )?(?:say|said|tell|told))(?![\p{L}\p{N}])/iu;
const figure = /(?<![\d,.])\d(?:[\d,.]*\d)?(?: [mb]illion| trillion)? (?:requests?|customers?)\b/i;
const gone =
  /\blost: the metrics\b|\b(?:logs?|metrics)\b[^.]{0,60}\b(?:(?:were|are|have|had) (?:been )?(?:gone|deleted|lost)|aged out|expired|no longer (?:kept|available))\b/i;

export function stateOf(cell: string | undefined, { mark }: Pick<ReviewText, 'mark'>): CellState {
  if (cell === undefined) return 'missing';
  const isEmpty = mark?.template.startsWith('gitlab:') ? isPromptOfForm : isStillEmpty;
  if (isEmpty(cell)) return 'empty';
  if (notYet.test(cell)) return 'not-yet';
  const said = noAnswer.exec(cell)?.[0];
  if (said === undefined) return 'answered';
  return hasReason(cell.slice(said.length)) ? 'unknown' : 'unsaid';
}

/** Whether it says that what would show the figure is not kept any more; a figure of ours beside it is measured. */
export function saysGone(cell: string): boolean {
  return gone.test(cell) && !(cell.includes('lost: the metrics') && figure.test(cell));
}

/** A reason has three words at least. */
function hasReason(rest: string): boolean {
  return (rest.match(/[\p{L}\p{N}]+/gu) ?? []).length >= 3;
}
