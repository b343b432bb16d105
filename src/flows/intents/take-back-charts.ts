import type { PlacedUpload } from '../../domain/chart/placed-chart.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import { uploadsOf } from '../../domain/measure/figures.ts';
import { Problem } from '../../domain/problems.ts';
import { applyEvent } from '../apply-event.ts';
import type { Deps } from '../deps.ts';
import type { Performer } from './performer.ts';

/**
 * Deletes what was uploaded of a review that is confidential by now, wherever more people can fetch it than its
 * project's members: each picture on its own, so that one that stays keeps no other. Repeated, it finds them gone.
 */
export const takeBackCharts: Performer<'take-back-charts'> = async ({ incident }, _claimed, deps) => {
  const row = await deps.storage.reviewOf(incident);
  if (!row?.figures) return { note: 'no charts are known' };
  if (!isConfidential(row)) return { note: 'it is open to all again' };
  const open = await inOpenProjects(uploadsOf(row.figures), deps);
  if (open.length === 0) return { note: 'nobody but members of its project can fetch any' };
  const { gone, left } = await deleteAll(open, deps);
  const event = { kind: 'charts.taken-back' as const, incident, uploads: gone };
  const [first] = left;
  if (first === undefined) return { event, note: `${pictures(gone.length)} deleted` };
  await applyEvent(event, {}, deps);
  throw stillThere(first, left.length);
};

/** Of a private project its members alone can fetch them, who are shown them there in the review. */
async function inOpenProjects(uploads: PlacedUpload[], { gitlab }: Deps): Promise<PlacedUpload[]> {
  const open: PlacedUpload[] = [];
  for (const one of uploads)
    if ((await gitlab.projectLately(one.project)).visibility !== 'private') open.push(one);
  return open;
}

async function deleteAll(
  uploads: PlacedUpload[],
  { gitlab }: Deps,
): Promise<{ gone: PlacedUpload[]; left: Problem[] }> {
  const gone: PlacedUpload[] = [];
  const left: Problem[] = [];
  for (const one of uploads) {
    try {
      await gitlab.ensureUploadGone(one.project, one.upload);
      gone.push(one);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      left.push(error);
    }
  }
  return { gone, left };
}

function stillThere({ code, message, retryAfterMs }: Problem, count: number): Problem {
  const wait = retryAfterMs === null ? {} : { retryAfterMs };
  return new Problem(
    code,
    `${pictures(count)} can still be fetched by who has the address: ${message}`,
    wait,
  );
}

function pictures(count: number): string {
  return count === 1 ? 'one picture' : `${count} pictures`;
}
