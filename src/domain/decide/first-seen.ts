import type { Review } from '../review.ts';
import type { IssueSnapshot } from '../words.ts';

/** The row of an incident that nobody here has heard of before. */
export function firstSeen(issue: IssueSnapshot): Review {
  return {
    incident: { project: issue.project.id, issue: issue.id, iid: issue.iid },
    standing: 'watching',
    snapshot: issue,
    labelSetAt: { mitigated: null, resolved: null },
    reachedAt: null,
    because: '',
    attempt: 0,
    generation: 0,
    movedIncident: issue.movedTo,
    hidden: false,
    plannedOwner: null,
    issue: null,
    openedAt: null,
    keyInformation: null,
    figures: null,
    times: null,
    waiver: null,
    checklist: null,
    announcement: null,
    driMissing: false,
    version: 0,
  };
}
