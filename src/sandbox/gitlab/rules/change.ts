import type { Day, Instant } from '../../../domain/words.ts';
import type { IncidentSeverity, IssueType } from '../state.ts';

/** What may be asked of an issue in one act; `undefined` leaves a field alone. */
export type IssueChange = {
  title?: string | undefined;
  description?: string | undefined;
  type?: IssueType | undefined;
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

/** Whether anything is asked for at all: GitLab then tells of an update, even if nothing differs in the end. */
export function asksForSomething(change: IssueChange): boolean {
  return Object.values(change).some((value) => value !== undefined);
}
