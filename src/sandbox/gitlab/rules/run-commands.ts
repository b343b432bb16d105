import { canUpdateIssue, canWriteTimeline, levelOf } from '../access.ts';
import { ACCESS, type IncidentSeverity, type Issue } from '../state.ts';
import type { WrittenCommand } from '../text/commands.ts';
import { readReference } from '../text/references.ts';
import {
  issueByIid,
  labelNames,
  type Origin,
  projectByRef,
  projectOf,
  stamp,
  userByName,
  type World,
} from '../world.ts';
import type { IssueChange } from './change.ts';
import { dayOf } from './due.ts';
import { createLink } from './links.ts';
import { addTimelineEvent } from './timeline.ts';

/** What a text's quick actions ask for, once they have been read with the writer's rights. */
export type CommandResult = { change: IssueChange; afterwards: (() => void)[] };

/**
 * Plays quick actions. They change the issue together with the rest of the request; links and timeline events
 * follow once it is stored. A command the writer has no right to is removed all the same and does nothing:
 * labels, people and dates are checked with the rest of the change (`permitted.ts`), everything else here.
 */
export function runCommands(
  world: World,
  issue: Issue,
  commands: readonly WrittenCommand[],
  origin: Origin,
): CommandResult {
  const result: CommandResult = { change: {}, afterwards: [] };
  for (const command of commands) {
    world.journal.commands.push({
      name: command.name,
      argument: command.argument,
      issueId: issue.id,
      by: origin.user.username,
    });
    run(world, issue, command, origin, result);
  }
  return result;
}

function run(
  world: World,
  issue: Issue,
  command: WrittenCommand,
  origin: Origin,
  { change, afterwards }: CommandResult,
): void {
  const project = projectOf(world.db, issue);
  const { argument } = command;
  const mayEdit = canUpdateIssue(origin.user, project, issue);
  const day = dayOf(argument, world.now());
  const severity = severityOf(argument);
  switch (command.name) {
    case 'close':
    case 'reopen':
      if (mayEdit) change.stateEvent = command.name;
      break;
    case 'title':
      if (mayEdit && argument !== '') change.title = argument;
      break;
    case 'assign':
      if (usersIn().length > 0) {
        change.assigneeIds = [...(change.assigneeIds ?? issue.assigneeIds), ...usersIn()];
      }
      break;
    case 'unassign':
      change.assigneeIds = argument === '' ? [] : issue.assigneeIds.filter((id) => !usersIn().includes(id));
      break;
    case 'label':
    case 'labels':
      change.addLabels = [...(change.addLabels ?? []), ...labelsIn()];
      break;
    case 'unlabel':
    case 'remove_label':
      change.removeLabels = argument === '' ? labelNames(world.db, issue) : labelsIn();
      break;
    case 'due':
      if (day !== undefined) change.dueDate = day;
      break;
    case 'remove_due_date':
      change.dueDate = null;
      break;
    case 'confidential':
      change.confidential = true;
      break;
    case 'severity':
      if (severity !== undefined) change.severity = severity;
      break;
    case 'relate':
      if (levelOf(origin.user, project) >= ACCESS.guest) afterwards.push(relate);
      break;
    case 'timeline':
      if (issue.type === 'incident' && canWriteTimeline(origin.user, project)) afterwards.push(addToTimeline);
      break;
    default:
      world.journal.unforeseen.push({ what: `quick action /${command.name}`, where: command.line });
  }

  function usersIn(): number[] {
    const names = argument.split(/[\s,]+/).map((name) => name.replace(/^@/, ''));
    return names.flatMap((name) => (name === 'me' ? origin.user : userByName(world.db, name))?.id ?? []);
  }

  /** Only labels that exist: a quick action makes none. */
  function labelsIn(): string[] {
    const written = [...argument.matchAll(/~?"([^"]+)"|~?([^\s,]+)/g)].map((match) => match[1] ?? match[2]);
    return written.filter((name): name is string => project.labels.some((label) => label.name === name));
  }

  function relate(): void {
    for (const written of argument.split(/[\s,]+/)) {
      const reference = readReference(written, world.url);
      const targetProject = reference?.path ? projectByRef(world.db, reference.path) : project;
      const target = reference && targetProject && issueByIid(world.db, targetProject.id, reference.iid);
      if (target && target.id !== issue.id) createLink(world, issue, target, 'relates_to', origin);
    }
  }

  function addToTimeline(): void {
    const [note = '', when = ''] = argument.split('|').map((part) => part.trim());
    const time = /^(?:(\d{4}-\d{2}-\d{2})\s+)?(\d{1,2}:\d{2})$/.exec(when);
    const day = time?.[1] ?? stamp(world).slice(0, 10);
    const occurredAt = time?.[2] ? `${day}T${time[2].padStart(5, '0')}:00.000Z` : stamp(world);
    addTimelineEvent(world, issue, { note, occurredAt }, origin);
  }
}

function severityOf(argument: string): IncidentSeverity | undefined {
  const names: Record<string, IncidentSeverity> = {
    critical: 'critical',
    high: 'high',
    medium: 'medium',
    low: 'low',
    unknown: 'unknown',
    s1: 'critical',
    s2: 'high',
    s3: 'medium',
    s4: 'low',
    '1': 'critical',
    '2': 'high',
    '3': 'medium',
    '4': 'low',
  };
  return names[argument.toLowerCase()];
}
