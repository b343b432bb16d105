import type { Performer } from './performer.ts';
import { snapshotOf } from './snapshot.ts';

/** Asks GitLab what an issue is, and reports the same change again with the answer. */
export const identifyIssue: Performer<'identify-issue'> = async ({ issue, before }, _claimed, { gitlab }) => {
  const fresh = snapshotOf(await gitlab.issue({ project: issue.project.id, iid: issue.iid }));
  return { event: { kind: 'issue.changed', issue: fresh, before, by: null } };
};
