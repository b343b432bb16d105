import type { Day, Instant } from '../../../domain/words.ts';
import type { IncidentSeverity } from '../state.ts';

/** What may be asked of an issue in one act; `undefined` leaves a field alone. */
export type IssueChange = {
  title?: string | undefined;
  description?: string | undefined;
  labels?: readonly string[] | undefined;
  addLabels?: readonly string[] | undefined;
  removeLabels?: readonly string[] | undefined;
  assigneeIds?: readonly number[] | undefined;
  dueDate?: Day | null | undefined;
  confidential?: boolean | undefined;
  severity?: IncidentSeverity | undefined;
  stateEvent?: 'close' | 'reopen' | undefined;
  /** Only owners may set it. */
  updatedAt?: Instant | undefined;
};

/** Drops what is `undefined`, so that "was anything asked for?" has an answer. */
export function asked(change: IssueChange): (keyof IssueChange)[] {
  return Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name as keyof IssueChange);
}
