import { isPublicWord } from '../domain/decide/note-added.ts';
import {
  type EndRecord,
  type Facts,
  nothingRecorded,
  type Sources,
  type TimelineEvent,
} from '../domain/facts.ts';
import { hasLabel, lastSet, sameLabel } from '../domain/labels.ts';
import { type PlacedText, readText, type Told, timelineText, withinLimits } from '../domain/told.ts';
import { saysEnd } from '../domain/window-claims.ts';
import type { IssueWithText } from '../ports/gitlab.ts';
import type { Deps } from './deps.ts';
import { snapshotOf } from './intents/snapshot.ts';
import { ourUsers } from './our-users.ts';

type LabelSetAt = Facts['labelSetAt'];

/**
 * All that GitLab and people say of an incident's impact. One request where it has comments; two more where nobody says
 * when it ended but a label, for GitLab's own record of labels and of closures. `seen`: what events told of labels.
 */
export async function gatherSources(
  incident: IssueWithText,
  timeline: TimelineEvent[],
  seen: LabelSetAt | null,
  deps: Deps,
): Promise<Sources> {
  const told = await readWords(incident, timeline, deps);
  const { labelSetAt, record } = await askRecord(incident, timeline, told, seen, deps);
  return { incident: snapshotOf(incident), timeline, labelSetAt, told, record };
}

/** What everybody may read who can read the incident: no internal comments, and none of programs, ours included. */
async function readWords(incident: IssueWithText, timeline: TimelineEvent[], deps: Deps): Promise<Told[]> {
  const { gitlab, policy, log } = deps;
  const { description, createdAt, title, hasComments } = incident;
  const address = { project: incident.project.id, iid: incident.iid };
  const notes = hasComments ? await gitlab.newestNotes(address) : [];
  const ours = await ourUsers(deps);
  const texts: PlacedText[] = [
    { place: { in: 'description' }, text: description, at: createdAt },
    ...notes
      .filter((note) => isPublicWord(note, ours))
      .map(({ id, author, body, at }) => ({
        place: { in: 'comment' as const, note: id, by: author.username },
        text: body,
        at,
      })),
    { place: { in: 'timeline' }, text: timelineText(timeline), at: createdAt },
  ];
  const options = { title, assumeZone: policy().calendar.assumeZone };
  return withinLimits(texts).flatMap((one) => {
    try {
      return [readText(one, options)];
    } catch (err) {
      // A bug in reading prose must not keep a review from being opened: it is opened without that text.
      log.error({ err, incident: incident.iid, place: one.place }, 'a text of an incident could not be read');
      return [];
    }
  });
}

/** GitLab's own record is asked only where it decides something and no event told us. */
async function askRecord(
  incident: IssueWithText,
  timeline: TimelineEvent[],
  told: Told[],
  seen: LabelSetAt | null,
  { gitlab, policy }: Deps,
): Promise<{ labelSetAt: LabelSetAt; record: EndRecord }> {
  const { labels } = policy().trigger;
  const known = seen ?? { mitigated: null, resolved: null };
  const unasked = { labelSetAt: known, record: nothingRecorded };
  const carries = {
    mitigated: hasLabel(incident.labels, labels.mitigated),
    resolved: hasLabel(incident.labels, labels.resolved),
  };
  if (timeline.some(({ tags }) => tags.some((tag) => sameLabel(tag, 'End time')))) return unasked;
  if (!carries.mitigated && !carries.resolved) return unasked;
  const address = { project: incident.project.id, iid: incident.iid };
  // The due date counts from the resolved label, whatever is written about the end.
  const mustKnow = carries.resolved && known.resolved === null;
  const isSaid = saysEnd(told);
  // A scoped label takes the place of the one before: that it was mitigated once, only the record knows.
  const mayKnowMore = !isSaid && known.mitigated === null;
  const [events, states] = await Promise.all([
    mustKnow || mayKnowMore ? gitlab.labelEvents(address) : [],
    isSaid ? [] : gitlab.stateEvents(address),
  ]);
  const record: EndRecord = {
    mitigated: lastSet(labels.mitigated, events)?.at ?? null,
    resolved: lastSet(labels.resolved, events)?.at ?? null,
    reopened: states.findLast(({ state }) => state === 'reopened')?.at ?? null,
  };
  return {
    labelSetAt: {
      mitigated: known.mitigated ?? (carries.mitigated ? record.mitigated : null),
      resolved: known.resolved ?? (carries.resolved ? record.resolved : null),
    },
    record,
  };
}
