import type { Announcement } from './announcement.ts';
import { type CellName, cellsOf } from './cells.ts';
import { untouchedChecklist } from './checklist.ts';
import { announce } from './decide/announce.ts';
import { adopt } from './decide/facts-gathered.ts';
import { firstSeen } from './decide/first-seen.ts';
import { noteAdded } from './decide/note-added.ts';
import { isConfidential } from './decide/retract.ts';
import { followReview } from './decide/review-changed.ts';
import { takeBackCharts } from './decide/take-back-charts.ts';
import { wishFor } from './decide/wish.ts';
import type { Note } from './events.ts';
import { type Intent, protects } from './intents.ts';
import type { KeyInformation } from './key-information.ts';
import { hashOfText, type ReviewMark } from './mark.ts';
import type { MetricEvidence } from './measure/evidence.ts';
import { recalled } from './measure/figures.ts';
import type { Proof } from './measure/read-proof.ts';
import type { Policy } from './policy.ts';
import type { Review } from './review.ts';
import { cameFarEnoughAt } from './stage.ts';
import type { IncidentKey, Instant, IssueSnapshot } from './words.ts';

/** What GitLab alone tells of an incident. `incident` names it as it was named first, `snapshot` as it is now. */
export type RememberedIncident = {
  incident: IncidentKey;
  snapshot: IssueSnapshot;
  movedIncident: number | null;
  labelSetAt: Review['labelSetAt'];
};

/** What it tells of its review. `issue.movedTo`: it was moved to where we cannot see it. */
export type RememberedReview = {
  issue: IssueSnapshot;
  openedAt: Instant;
  ours: boolean;
  readableByMore: boolean;
  keyInformation: KeyInformation | null;
  /** What its text proves to have been measured; null: nothing. */
  proof: Proof | null;
  /** The guidelines that we had found met, by the boxes that we ticked. */
  met: string[];
};

/**
 * `intents` are those alone that protect the review: all others were carried out before, or count as if they had been.
 * `announcedAs`: the key of its announcement, which may stand anywhere; null: there is none.
 */
export type Rebuilt = {
  review: Review;
  intents: Intent[];
  announcedAs: string | null;
  evidence: MetricEvidence[];
};

/** The row of an incident as nobody has judged it. */
export function rebuiltIncident(
  { incident, snapshot, movedIncident, labelSetAt }: RememberedIncident,
  policy: Policy,
): Review {
  const reachedAt = cameFarEnoughAt(snapshot, labelSetAt, policy.trigger);
  return { ...firstSeen(snapshot), incident, movedIncident, labelSetAt, reachedAt };
}

/** The row of an incident that has a review, as it was when the database was lost. */
export function rebuiltReview(
  found: RememberedIncident,
  { issue, openedAt, ours, readableByMore, keyInformation, proof, met }: RememberedReview,
  policy: Policy,
): Rebuilt {
  const bare = rebuiltIncident(found, policy);
  const existing = { issue, how: 'related' as const, ours, readableByMore };
  const { review: adopted, intents } = adopt(bare, existing, policy, openedAt);
  if (adopted === null) throw new Error('a review that is there was not adopted');
  const away = issue.movedTo === null ? null : followReview(adopted.incident, issue.movedTo);
  const figures = recalled(proof?.windows ?? []);
  const kept: Review = {
    ...adopted,
    openedAt,
    keyInformation,
    figures,
    checklist: met.length === 0 ? null : { ...untouchedChecklist, met },
    ...(away ? { standing: 'open' } : {}),
  };
  const charts = isConfidential(kept) ? takeBackCharts(kept, 'rebuilt') : [];
  const protecting = [...(away ? [away] : intents.filter(({ body }) => protects(body.kind))), ...charts];
  const evidence = proof?.evidence ?? [];
  if (!ours) return { review: kept, intents: protecting, announcedAs: null, evidence };
  return { ...asOpened(kept, policy, openedAt), intents: protecting, evidence };
}

/** What followed when we opened it: people were told, or it was too old for that. */
function asOpened(row: Review, policy: Policy, openedAt: Instant): Pick<Rebuilt, 'review' | 'announcedAs'> {
  const wish = wishFor(row, policy, true);
  const opened: Review = {
    ...row,
    because: wish.what === 'review' ? wish.because : row.because,
    attempt: 1,
    driMissing: row.issue?.assignees.length === 0,
  };
  const { review, intents } = announce(opened, policy, openedAt);
  const announcedAs = intents[0]?.key ?? null;
  const announcement = announcedAs === null ? review.announcement : somewhere(openedAt);
  return { review: { ...review, announcement }, announcedAs };
}

function somewhere(at: Instant): Announcement {
  const because = 'the database was lost since, and with it where the announcement stands';
  return { outcome: 'unknown', at, where: null, because, tried: [] };
}

/** A person said that no review is needed: since when, who, and the first reason among the comments. */
export function rebuiltWaiver(
  found: RememberedIncident,
  { at, by, notes }: { at: Instant; by: string | null; notes: Note[] },
  policy: Policy,
): Review {
  const bare = rebuiltIncident(found, policy);
  const { because } = wishFor(bare, policy, true);
  const waiver = { since: at, by, reason: null, reasonBy: null };
  const waived: Review = { ...bare, standing: 'waived', because, waiver };
  return notes.reduce((review, note) => {
    const { review: answered } = noteAdded(
      { kind: 'note.added', issue: found.snapshot, note },
      review,
      policy,
      note.at,
    );
    return answered ?? review;
  }, waived);
}

/** An incident that would need a review and has none for a reason: nobody opens one unless asked. */
export function leftAlone(review: Review, because: string): Review {
  return { ...review, standing: 'deleted', attempt: 1, because };
}

/** What a figure is called in a mark. */
const cellOf = {
  customersAffected: 'customersAffected',
  requestsAffected: 'requestsAffected',
  severity: 'severity',
  start: 'start',
  end: 'end',
  durationMinutes: 'duration',
} as const satisfies Record<Exclude<keyof KeyInformation, 'others' | 'doubts'>, CellName>;

/** Of what GitLab tells now that which the review was last written with, as the hashes in its mark prove. */
export function provenBy({ cells }: ReviewMark, told: KeyInformation): KeyInformation {
  const written = cellsOf({ keyInformation: told, incidentReference: '', incidentUrl: '' });
  const isProven = (figure: keyof typeof cellOf): boolean =>
    cells[cellOf[figure]] === hashOfText(written[cellOf[figure]].text);
  return {
    customersAffected: isProven('customersAffected') ? told.customersAffected : null,
    requestsAffected: isProven('requestsAffected') ? told.requestsAffected : null,
    severity: isProven('severity') ? told.severity : null,
    start: isProven('start') ? told.start : null,
    end: isProven('end') ? told.end : null,
    durationMinutes: isProven('durationMinutes') ? told.durationMinutes : null,
    others: [],
    doubts: [],
  };
}
