import type { AppEvent } from '../../domain/app-events.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import { Problem } from '../../domain/problems.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';
import { readNow } from '../read-now.ts';
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

const asGoodAsNowMs = 5_000;

/** Read anew where time has passed; where GitLab cannot be asked, apps wait. */
async function asConfidentialAsNow(event: AppEvent, claimed: ClaimedIntent, deps: Deps): Promise<AppEvent> {
  const row = await deps.storage.reviewOf(event.incident);
  if (row === null) return event;
  const isOld = Date.parse(deps.clock.now()) - Date.parse(claimed.createdAt) > asGoodAsNowMs;
  const now = isOld ? await readNow(row, claimed, deps) : null;
  const { incident, review } = event;
  const hidden = isConfidential(row) || now?.hidden === true;
  return {
    ...event,
    incident: {
      ...incident,
      confidential: incident.confidential || row.snapshot.confidential || now?.incident.confidential === true,
    },
    review: review && { ...review, confidential: review.confidential || hidden },
  };
}
