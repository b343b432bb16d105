import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import { remember } from '../../domain/remember.ts';
import type { GitLab, IssueAddress } from '../../ports/gitlab.ts';
import type { Log } from '../../ports/log.ts';
import { Issue, IssueText } from './issue-schema.ts';
import { readAnswer, readPages } from './read-answer.ts';
import type { Resources } from './resources.ts';

type IssueCalls = Pick<
  GitLab,
  'issue' | 'relatedIssues' | 'issuesBy' | 'issuesByLately' | 'createIssue' | 'changeIssue' | 'ensureLink'
>;

const Link = z.object({
  source_issue: z.object({ iid: z.number() }),
  target_issue: z.object({ iid: z.number() }),
});

/** No longer than a replica may lag behind anyway. */
const latelyMs = 10_000;
const hourMs = 3_600_000;

/**
 * Reading and writing issues by project id and iid: a numeric id survives renames, a path answers 301.
 */
export function issueCalls(
  { issues, links }: Resources,
  { now, log }: { now: () => number; log?: Log | undefined },
): IssueCalls {
  const issue: GitLab['issue'] = async (address) =>
    readAnswer(IssueText, await issues.show(address.iid, { projectId: address.project }), nameOf(address));

  /** Ascending, so that an issue made while we read lands on the last page and moves none. */
  const issuesBy: GitLab['issuesBy'] = ({ project, author, createdAfter }) =>
    readPages(IssueText, `issues of project ${project}`, (page) =>
      issues.all({
        projectId: project,
        scope: 'all',
        authorId: author,
        createdAfter,
        orderBy: 'created_at',
        sort: 'asc',
        ...page,
      }),
    );

  const lately = remember({ ttlMs: latelyMs, now }, (key: string) => {
    const [project, author, createdAfter = ''] = key.split(' ');
    return issuesBy({ project: Number(project), author: Number(author), createdAfter });
  });

  return {
    issue,

    /** GitLab answers all of them at once, without pages, and leaves out those the token may not see. */
    async relatedIssues(address) {
      const answer = await links.all(address.project, address.iid);
      return readAnswer(z.array(Issue), answer, `issues related to ${nameOf(address)}`);
    },

    issuesBy,
    issuesByLately: ({ project, author, createdAfter }) => {
      const hour = new Date(Math.floor(Date.parse(createdAfter) / hourMs) * hourMs).toISOString();
      return lately(`${project} ${author} ${hour}`);
    },

    async createIssue(project, draft) {
      const labels = joinLabels(draft.labels, log);
      const answer = await issues.create(project, draft.title, {
        description: draft.description,
        issueType: 'issue',
        confidential: draft.confidential,
        ...(labels === '' ? {} : { labels }),
        ...(draft.assignee === null ? {} : { assigneeIds: [draft.assignee] }),
        ...(draft.dueDate === null ? {} : { dueDate: draft.dueDate }),
      });
      return readAnswer(IssueText, answer, `the new issue in project ${project}`);
    },

    /** GitLab refuses an update without fields; then the issue is only read. */
    async changeIssue(address, change) {
      const addLabels = joinLabels(change.addLabels ?? [], log);
      const removeLabels = joinLabels(change.removeLabels ?? [], log);
      const fields = {
        ...(change.confidential === undefined ? {} : { confidential: change.confidential }),
        ...(change.assignee === undefined ? {} : { assigneeIds: [change.assignee] }),
        ...(change.dueDate === undefined ? {} : { dueDate: change.dueDate }),
        ...(addLabels === '' ? {} : { addLabels }),
        ...(removeLabels === '' ? {} : { removeLabels }),
        ...(change.description === undefined ? {} : { description: change.description }),
        ...(change.reopen ? { stateEvent: 'reopen' as const } : {}),
      };
      if (Object.keys(fields).length === 0) return issue(address);
      return readAnswer(IssueText, await issues.edit(address.project, address.iid, fields), nameOf(address));
    },

    /** A second link between the same two issues, in either direction, answers 409; so does a lock, in other words. */
    async ensureLink(from, to) {
      try {
        const answer = await links.create(from.project, from.iid, to.project, to.iid, {
          linkType: 'relates_to',
        });
        readAnswer(Link, answer, `the link from ${nameOf(from)} to ${nameOf(to)}`);
        return 'linked';
      } catch (failure) {
        if (failure instanceof Problem && failure.code === 'gitlab-conflict') return 'already-linked';
        throw failure;
      }
    },
  };
}

/**
 * GitLab takes labels as one comma-separated text, and splits the items of a list at commas too: a label
 * with a comma cannot be sent, and its parts would be made as new labels.
 */
function joinLabels(labels: string[], log: Log | undefined): string {
  const unsendable = labels.filter((label) => label.includes(','));
  if (unsendable.length > 0)
    log?.warn({ labels: unsendable }, 'Labels with a comma cannot be sent to GitLab');
  return labels.filter((label) => !label.includes(',')).join(',');
}

function nameOf(address: IssueAddress): string {
  return `issue ${address.iid} of project ${address.project}`;
}
