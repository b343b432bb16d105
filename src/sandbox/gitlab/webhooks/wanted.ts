import type { Hook } from '../state.ts';
import type { HookEvent } from '../world.ts';
import { isConfidentialNote } from './note-payload.ts';

/**
 * The event's name as the header says it; null: the hook is not switched on for it. Confidential events have
 * switches of their own, and what counts is how confidential the issue is at that moment.
 */
export function eventNameFor(hook: Hook, event: HookEvent): string | null {
  if (event.kind === 'issue') {
    if (event.after.confidential) return hook.confidentialIssues ? 'Confidential Issue Hook' : null;
    return hook.issues ? 'Issue Hook' : null;
  }
  if (isConfidentialNote(event)) return hook.confidentialNotes ? 'Confidential Note Hook' : null;
  return hook.notes ? 'Note Hook' : null;
}
