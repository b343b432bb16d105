import { has } from '../settings.ts';
import type { Issue, IssueType } from '../state.ts';
import { extractQuickActions } from '../text/quick-actions.ts';
import { type Origin, stamp, userById, type World } from '../world.ts';
import { asksForSomething, type IssueChange } from './change.ts';
import { closeIssue, reopenIssue, tellIssue, touch } from './change-state.ts';
import { changeLabels } from './labels.ts';
import { permittedChange } from './permitted.ts';
import { recordReferences } from './references.ts';
import { runCommands } from './run-commands.ts';
import { systemNote } from './system-notes.ts';

/**
 * Changes an issue in GitLab's order: state first with its own event, then everything else with one `update`.
 * The description is always read again for quick actions, also when only labels change: stored text that holds
 * `\r` or a quick action line is therefore rewritten. Lines that stood there before are not executed again.
 * There is no lock: the last writer wins.
 */
export function updateIssue(world: World, issue: Issue, wish: IssueChange, origin: Origin): void {
  const byParagraph = has(world.settings, 'markdownQuickActions');
  const stored = issue.description;
  const extracted = extractQuickActions(wish.description ?? stored, byParagraph);
  const old = new Set(extractQuickActions(stored, byParagraph).commands.map((command) => command.line));
  const commands = runCommands(
    world,
    issue,
    extracted.commands.filter((command) => !old.has(command.line)),
    origin,
  );
  const wanted = merge({ ...wish, description: undefined }, commands.change);
  const change = permittedChange(world, origin.user, issue, wanted, false);
  const { stateEvent, ...rest } = change;
  if (stateEvent === 'close') closeIssue(world, issue, origin);
  if (stateEvent === 'reopen') reopenIssue(world, issue, origin);
  if (asksForSomething(rest) || wish.description !== undefined) {
    const before = structuredClone(issue);
    applyText(world, issue, rest.title, extracted.text, origin);
    applyFields(world, issue, rest, origin);
    touch(world, issue, origin);
    if (rest.updatedAt !== undefined) issue.updatedAt = rest.updatedAt;
    leaveSystemNotes(world, before, issue, origin);
    tellIssue(world, 'update', before, issue, origin);
  }
  for (const act of commands.afterwards) act();
}

function merge(wish: IssueChange, fromCommands: IssueChange): IssueChange {
  return {
    ...wish,
    ...fromCommands,
    addLabels: both(wish.addLabels, fromCommands.addLabels),
    removeLabels: both(wish.removeLabels, fromCommands.removeLabels),
  };
}

function both(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): string[] | undefined {
  return one || other ? [...(one ?? []), ...(other ?? [])] : undefined;
}

function applyText(
  world: World,
  issue: Issue,
  title: string | undefined,
  text: string,
  origin: Origin,
): void {
  if (title !== undefined) issue.title = title;
  if (text === issue.description) return;
  recordReferences(world, issue, { before: issue.description, after: text, where: 'description' }, origin);
  issue.description = text;
  issue.lastEditedAt = stamp(world);
  issue.lastEditedById = origin.user.id;
}

function applyFields(world: World, issue: Issue, change: IssueChange, origin: Origin): void {
  if (change.assigneeIds !== undefined) issue.assigneeIds = [...change.assigneeIds];
  if (change.dueDate !== undefined) issue.dueDate = change.dueDate;
  if (change.confidential !== undefined) issue.confidential = change.confidential;
  if (change.severity !== undefined) issue.severity = change.severity;
  if (change.type !== undefined) changeType(issue, change.type);
  changeLabels(
    world,
    issue,
    { set: change.labels, add: change.addLabels, remove: change.removeLabels },
    origin,
  );
}

/** Only incidents escalate; what an issue was before it became one does not count. */
function changeType(issue: Issue, type: IssueType): void {
  if (issue.type === type) return;
  issue.type = type;
  issue.severity = 'unknown';
  issue.escalationStatus = type === 'incident' ? 'triggered' : null;
}

function leaveSystemNotes(world: World, before: Issue, after: Issue, origin: Origin): void {
  const say = (body: string): void => systemNote(world, after, body, origin);
  if (before.title !== after.title) say(`changed title from **${before.title}** to **${after.title}**`);
  if (before.description !== after.description) say('changed the description');
  if (before.dueDate !== after.dueDate) {
    say(after.dueDate ? `changed due date to ${after.dueDate}` : 'removed due date');
  }
  if (before.confidential !== after.confidential) {
    say(after.confidential ? 'made the issue confidential' : 'made the issue visible to everyone');
  }
  if (before.type !== after.type) say(`changed type from ${before.type} to ${after.type}`);
  else if (before.severity !== after.severity) say(`changed the severity to **${after.severity}**`);
  for (const id of after.assigneeIds) {
    if (!before.assigneeIds.includes(id)) say(`assigned to @${userById(world.db, id).username}`);
  }
  for (const id of before.assigneeIds) {
    if (!after.assigneeIds.includes(id)) say(`unassigned @${userById(world.db, id).username}`);
  }
}
