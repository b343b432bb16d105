import type { AppEvent } from '../../domain/app-events.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import { Problem } from '../../domain/problems.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';
import { incidentNow, readNow } from '../read-now.ts';
import type { Performer } from './performer.ts';

/**
 * Tells one app one event. Apps hear each event at least once: `event.id` is the same when told again. It was
 * put down when it happened, and may be told hours later: what became confidential since then is called so.
 */
export const tellApp: Performer<'tell-app'> = async ({ app: name, event }, claimed, deps) => {
  const app = deps.apps.find((one) => one.name === name);
  if (!app) return { note: `the app ${name} is not configured any more` };
  const told = await asConfidentialAsNow(event, claimed, deps);
  try {
    await app.tell(told);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      'app-failed',
      `${name} threw: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  return {};
};

/**
 * Read anew, however lately it happened; where GitLab cannot be asked, apps wait. What GitLab shows to us no more may
 * be hidden from others, too.
 */
async function asConfidentialAsNow(event: AppEvent, claimed: ClaimedIntent, deps: Deps): Promise<AppEvent> {
  const row = await deps.storage.reviewOf(event.incident);
  if (row === null) return event;
  const now = await readNow(row, claimed, deps);
  const incidentIsHidden =
    event.incident.confidential ||
    row.snapshot.confidential ||
    (now?.incident ?? (await incidentNow(row, claimed, deps)))?.confidential !== false;
  const reviewIsHidden = isConfidential(row) || incidentIsHidden || now?.hidden !== false;
  const { incident, review } = event;
  return {
    ...event,
    incident: { ...incident, confidential: incidentIsHidden },
    review: review && { ...review, confidential: review.confidential || reviewIsHidden },
  };
}
