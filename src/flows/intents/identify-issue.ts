import { foundByAsking } from '../../domain/events.ts';
import { readFresh } from '../read-fresh.ts';
import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/** Asks GitLab what an issue is, and reports the same change again with the answer. */
export const identifyIssue: Performer<'identify-issue'> = async ({ issue, before }, claimed, deps) => {
  const address = { project: issue.project.id, iid: issue.iid };
  const fresh = snapshotOf(await readFresh(address, issue, claimed, deps));
  return { event: { kind: 'issue.changed', issue: fresh, before, by: null, found: foundByAsking } };
};
