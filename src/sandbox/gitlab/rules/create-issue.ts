import type { Instant } from '../../../domain/words.ts';
import { canCreateIncident } from '../access.ts';
import { has } from '../settings.ts';
import { type Issue, type IssueType, nextId, type Project } from '../state.ts';
import { extractQuickActions } from '../text/quick-actions.ts';
import { type Origin, stamp, type World } from '../world.ts';
import type { IssueChange } from './change.ts';
import { closeIssue, tellIssue } from './change-state.ts';
import { changeLabels } from './labels.ts';
import { permittedChange } from './permitted.ts';
import { recordReferences } from './references.ts';
import { runCommands } from './run-commands.ts';

export type IssueWish = Omit<IssueChange, 'title' | 'stateEvent' | 'updatedAt' | 'type'> & {
  title: string;
  type?: IssueType | undefined;
  /** Only owners may choose these two. */
  createdAt?: Instant | undefined;
  iid?: number | undefined;
};

/** Opens an issue as GitLab does: quick actions of the description first, then what the role may set, then the hook. */
export function createIssue(world: World, project: Project, wish: IssueWish, origin: Origin): Issue {
  const type = wish.type === 'incident' && !canCreateIncident(origin.user, project) ? 'issue' : wish.type;
  const issue = blankIssue(world, project, { ...wish, type }, origin);
  const extracted = extractQuickActions(wish.description ?? '', has(world.settings, 'markdownQuickActions'));
  issue.description = extracted.text;
  world.db.issues.set(issue.id, issue);
  const commands = runCommands(world, issue, extracted.commands, origin);
  const change = permittedChange(world, origin.user, issue, { ...wish, ...commands.change }, true);
  if (commands.change.title !== undefined) issue.title = commands.change.title;
  issue.confidential = change.confidential ?? false;
  issue.assigneeIds = [...(change.assigneeIds ?? [])];
  issue.dueDate = change.dueDate ?? null;
  issue.severity = change.severity ?? 'unknown';
  changeLabels(
    world,
    issue,
    { set: change.labels, add: change.addLabels, remove: change.removeLabels },
    origin,
  );
  recordReferences(world, issue, { before: '', after: issue.description, where: 'description' }, origin);
  tellIssue(world, 'open', null, issue, origin);
  for (const act of commands.afterwards) act();
  // GitLab's own conditions may keep /close from an issue that is only being made; the double takes no chances.
  if (commands.change.stateEvent === 'close') closeIssue(world, issue, origin);
  return issue;
}

function blankIssue(world: World, project: Project, wish: IssueWish, origin: Origin): Issue {
  const type = wish.type ?? 'issue';
  project.lastIid = Math.max(project.lastIid + (wish.iid === undefined ? 1 : 0), wish.iid ?? 0);
  const createdAt = wish.createdAt ?? stamp(world);
  return {
    id: nextId(world.db, 'issue'),
    iid: wish.iid ?? project.lastIid,
    projectId: project.id,
    type,
    title: wish.title,
    description: '',
    state: 'opened',
    confidential: false,
    severity: 'unknown',
    escalationStatus: type === 'incident' ? 'triggered' : null,
    authorId: origin.user.id,
    assigneeIds: [],
    labelIds: [],
    dueDate: null,
    createdAt,
    updatedAt: createdAt,
    updatedById: null,
    lastEditedAt: null,
    lastEditedById: null,
    closedAt: null,
    closedById: null,
    movedToId: null,
  };
}
