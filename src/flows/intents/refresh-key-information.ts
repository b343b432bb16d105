import { cellsOf } from '../../domain/cells.ts';
import { chartsBlock } from '../../domain/charts-block.ts';
import { isKept } from '../../domain/decide/refresh.ts';
import { findKeyInformation } from '../../domain/find-key-information.ts';
import { howFound } from '../../domain/how-found.ts';
import { impactWindow, unreadSides, withCorrections } from '../../domain/impact-window.ts';
import { mayLagBehind } from '../../domain/is-older.ts';
import { type BlockName, readMark } from '../../domain/mark.ts';
import type { ImpactWindow } from '../../domain/measure/window.ts';
import { measuredBlock } from '../../domain/measured-block.ts';
import { referenceTo } from '../../domain/plan-review.ts';
import {
  answersIn,
  mayRefill,
  mayWriteBlock,
  type Refilled,
  refill,
  type Wanted,
} from '../../domain/refill.ts';
import type { Review } from '../../domain/review.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import type { Deps } from '../deps.ts';
import { gatherSources } from '../gather-sources.ts';
import { readLatest } from '../read-fresh.ts';
import { incidentNow, type Now, readNow } from '../read-now.ts';
import { shownTimes } from '../shown-times.ts';
import { whyNotWrite } from '../why-not-write.ts';
import { isTaken, writeText } from '../write-text.ts';
import type { Performed, Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/**
 * Reads again what the incident says, and writes into its review what is still ours there: `refill` says what that is.
 * Two requests where people have answered everything; three or four where there is nothing new, and four more where
 * there is. Repeated, it finds nothing to write.
 */
export const refreshKeyInformation: Performer<'refresh-key-information'> = async (body, claimed, deps) => {
  const row = await deps.storage.reviewOf(body.incident);
  if (row === null || row.issue === null || !isKept(row))
    return { note: 'there is no key information to keep' };
  const { project, iid } = row.snapshot;
  // What has just changed may not show on a replica yet.
  const { changedAt } = body;
  if (changedAt !== null && mayLagBehind(changedAt, deps.clock.now()))
    await deps.gitlab.catchUp({ project: project.id, iid });
  const now = await readNow(row, claimed, deps);
  if (now === null) return { note: 'the incident or its review is gone' };
  const because = await whyNot(row, now, deps);
  if (because !== null) return { note: because };
  return await write(row, now, claimed, deps);
};

/** Why nothing may be written, or nothing is left to be. null: it may. */
async function whyNot(row: Review, now: Now, deps: Deps): Promise<string | null> {
  const because = await whyNotWrite(row, now, deps);
  if (because !== null) return because;
  const { description } = now.review;
  const mayTell = blocksToTell(row).some((name) => mayWriteBlock(description, name));
  return mayTell || mayRefill(description) ? null : 'people have written all of it';
}

/** Blocks that may never have been there. */
function blocksToTell({ figures, times }: Review): BlockName[] {
  return [
    ...(figures === null ? [] : ['measured' as const]),
    ...(figures === null || figures.present.charts.length === 0 ? [] : ['charts' as const]),
    ...(times?.tells === true ? ['times' as const] : []),
  ];
}

async function write(row: Review, now: Now, claimed: ClaimedIntent, deps: Deps): Promise<Performed> {
  const { gitlab, clock, policy, storage } = deps;
  const { incident, review } = now;
  const timeline = await gitlab.timeline(incident.project.path, incident.id);
  const sources = await gatherSources(incident, timeline, row.labelSetAt, deps);
  const keyInformation = findKeyInformation(sources, policy().trigger);
  const { figures } = row;
  const values = {
    keyInformation,
    figures,
    incidentReference: referenceTo(incident, review.project.id),
    incidentUrl: incident.url,
    readAt: clock.now(),
  };
  const evidence = figures === null ? [] : await storage.evidenceOf(row.incident);
  const { assumeZone } = policy().calendar;
  const options = { at: incident.createdAt, assumeZone };
  const windowIn = (text: string): ImpactWindow => impactWindow(answersIn(text), keyInformation, options);
  const wantedIn = async (shown: IssueWithText): Promise<Wanted> => {
    const { description: text } = shown;
    const answers = answersIn(text);
    const window = windowIn(text);
    const known = { sources, keyInformation, window, times: row.times };
    const corrected = {
      ...values,
      keyInformation: withCorrections(keyInformation, answers, window, options),
    };
    const unread = unreadSides(answers, options);
    const hasCharts = readMark(text)?.blocks.charts !== undefined;
    return {
      cells: cellsOf(corrected),
      blocks: {
        howFound: howFound(corrected),
        measured: figures && measuredBlock({ incident: row.incident, figures, evidence, answers, unread }),
        charts: figures && chartsBlock(figures, shown.project.id, hasCharts),
        times: await shownTimes(known, shown, deps),
      },
    };
  };
  const event = {
    kind: 'key-information.read' as const,
    incident: row.incident,
    issue: snapshotOf(incident),
    keyInformation,
    window: windowIn(review.description),
  };
  const first = refill(review.description, await wantedIn(review));
  if (first === null || first.written.length === 0) return { event, note: 'nothing is new' };
  const latest = await readAgain(row, now, claimed, deps);
  if (latest === null) return { note: 'the incident is gone' };
  const because = await whyNot(row, latest, deps);
  if (because !== null) return { note: because };
  const filled = refill(latest.review.description, await wantedIn(latest.review));
  if (filled === null || filled.written.length === 0) return { event, note: 'a person was faster' };
  if (!isTaken(filled.text)) return { event, note: 'the review is too long for it' };
  await writeText(row, latest.review, filled, deps);
  return { event, note: asNote(filled) };
}

/**
 * Directly before the write: what a person has written meanwhile stays, and of comments that were read nothing is
 * written into a review that others read, should the incident have turned confidential before they were. null: it is gone.
 */
async function readAgain(row: Review, now: Now, claimed: ClaimedIntent, deps: Deps): Promise<Now | null> {
  const { project, iid, updatedAt } = now.review;
  const [incident, review] = await Promise.all([
    incidentNow(row, claimed, deps),
    readLatest({ project: project.id, iid }, { createdAt: row.openedAt, updatedAt }, claimed, deps),
  ]);
  if (incident === null) return null;
  return { incident, review, hidden: now.hidden || incident.confidential };
}

function asNote({ written, leftAlone }: Refilled): string {
  const left = leftAlone.length === 0 ? '' : `; left as people wrote them: ${leftAlone.join(', ')}`;
  return `written anew: ${written.join(', ')}${left}`;
}
