import type { PlacedChart } from '../../domain/chart/placed-chart.ts';
import { overAt } from '../../domain/chart/range.ts';
import { isKept } from '../../domain/decide/refresh.ts';
import type { Figures } from '../../domain/measure/figures.ts';
import { measuredServices } from '../../domain/measure/measured-services.ts';
import { windowIn } from '../../domain/measure/window.ts';
import { mayWriteBlock } from '../../domain/refill.ts';
import type { Review } from '../../domain/review.ts';
import type { Instant } from '../../domain/words.ts';
import type { MetricsSource } from '../../ports/metrics-source.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';
import { type DrawnChart, drawService } from '../draw-service.ts';
import { type Now, readNow } from '../read-now.ts';
import { whyNotWrite } from '../why-not-write.ts';
import type { Performer } from './performer.ts';

/**
 * Draws what the metrics source knows of the time around an impact, and uploads it to the project of the review. Nobody
 * sees an upload before its address stands in a text, which follows by the one path of writing. Repeated after a crash it
 * uploads again; what was uploaded before is referred to by nothing.
 */
export const drawCharts: Performer<'draw-charts'> = async ({ incident, round, isOver }, claimed, deps) => {
  const { metricsSource, storage, clock } = deps;
  if (metricsSource === null) return { note: 'no metrics source is configured' };
  const row = await storage.reviewOf(incident);
  if (row === null || !isKept(row) || row.figures?.round !== round)
    return { note: 'another window is measured by now' };
  const drawn = await drawAll(row, row.figures, metricsSource, deps);
  if (drawn.length === 0) return { note: 'there is nothing to draw' };
  const charts: PlacedChart[] = [];
  let hidden = false;
  for (const { png, inPart: _inPart, ...chart } of drawn) {
    const place = await placeToUpload(row, claimed, deps);
    if ('because' in place && charts.length === 0) return { note: place.because };
    // Those that are uploaded are to be known, be it to be taken back.
    if ('because' in place) break;
    const { project } = place;
    hidden = place.hidden;
    const file = { name: `${chart.kind}.png`, content: png, type: 'image/png' } as const;
    const { url } = await deps.gitlab.upload(project, file);
    charts.push({ ...chart, project, upload: url });
  }
  const again = isOver ? null : drawnAgainAt(row.figures, drawn, clock.now());
  return {
    event: { kind: 'charts.drawn', incident, round, charts, hidden, again },
    note: `${charts.length === 1 ? 'one chart' : `${charts.length} charts`} uploaded`,
  };
};

async function drawAll(
  { snapshot }: Review,
  { present }: Figures,
  source: MetricsSource,
  deps: Deps,
): Promise<DrawnChart[]> {
  const window = windowIn(present);
  if (window === null) return [];
  const drawn: DrawnChart[] = [];
  for (const service of measuredServices(snapshot.labels, deps.policy()))
    drawn.push(...(await drawService(service, window, source, deps)));
  return drawn;
}

/**
 * Asked before each upload, for others may take time: the project of the review as it is now, or why nothing may be
 * uploaded.
 */
async function placeToUpload(
  row: Review,
  claimed: ClaimedIntent,
  deps: Deps,
): Promise<{ project: number; hidden: boolean } | { because: string }> {
  const now = await readNow(row, claimed, deps);
  if (now === null) return { because: 'the incident or its review is gone' };
  const because = await whyNotUpload(row, now, deps);
  return because === null ? { project: now.review.project.id, hidden: now.hidden } : { because };
}

/**
 * Why nothing may be uploaded; null: it may. An upload belongs to the project and not to a confidential issue: whoever
 * has its address can fetch it from a public project, and whoever is signed in from an internal one.
 */
async function whyNotUpload(row: Review, now: Now, deps: Deps): Promise<string | null> {
  const because = await whyNotWrite(row, now, deps);
  if (because !== null) return because;
  const { review, hidden } = now;
  if (!mayWriteBlock(review.description, 'charts')) return 'people have taken the charts into their hands';
  const { visibility } = await deps.gitlab.projectLately(review.project.id);
  return hidden && visibility !== 'private' ? 'more people than may read the review could fetch it' : null;
}

/** Whoever could not be asked may be there by then. */
const inPartAgainAfterMs = 10 * 60_000;

/** What lies after an impact belongs to its picture, too, once it has passed; null: it has, and nothing is missing. */
function drawnAgainAt({ present }: Figures, drawn: DrawnChart[], now: Instant): Instant | null {
  if (present.start === null || present.end === null) return null;
  const over = overAt({ startMs: Date.parse(present.start), endMs: Date.parse(present.end) });
  const whole = drawn.some(({ inPart }) => inPart) ? Date.parse(now) + inPartAgainAfterMs : 0;
  const at = new Date(Math.max(over, whole)).toISOString();
  return now < at ? at : null;
}
