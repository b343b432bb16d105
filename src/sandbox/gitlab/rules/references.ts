import { canReadIssue } from '../access.ts';
import type { Issue } from '../state.ts';
import { issueReferencesIn, mentionsIn } from '../text/references.ts';
import { issueByIid, type Origin, projectByRef, projectOf, userByName, type World } from '../world.ts';
import { systemNote } from './system-notes.ts';

/**
 * What GitLab does with the names in a text: notifies people, groups and everybody, and leaves a system note
 * in every issue that is named. `before` is the text it replaces: what stood there already does nothing again.
 * Mentions work with the writer's rights, a bot's like a person's.
 */
export function recordReferences(
  world: World,
  issue: Issue,
  text: { before: string; after: string; where: 'description' | 'note' },
  origin: Origin,
): void {
  const known = mentionsIn(text.before);
  for (const name of mentionsIn(text.after)) {
    const kind = known.has(name) ? null : kindOfName(world, issue, name);
    if (!kind) continue;
    world.journal.mentions.push({
      kind,
      name,
      issueId: issue.id,
      by: origin.user.username,
      where: text.where,
    });
  }
  const targetsBefore = referencedIssues(world, issue, text.before);
  for (const target of referencedIssues(world, issue, text.after)) {
    if (targetsBefore.has(target) || !canReadIssue(world.db, origin.user, target)) continue;
    world.journal.crossReferences.push({
      fromIssueId: issue.id,
      toIssueId: target.id,
      by: origin.user.username,
    });
    systemNote(world, target, `mentioned in issue ${referenceTo(world, issue, target)}`, origin);
  }
}

/** `#3` within a project, `group/project#3` from another. */
export function referenceTo(world: World, issue: Issue, seenFrom: Issue): string {
  const path = issue.projectId === seenFrom.projectId ? '' : projectOf(world.db, issue).path;
  return `${path}#${issue.iid}`;
}

function kindOfName(world: World, issue: Issue, name: string): 'user' | 'group' | 'all' | null {
  if (name === 'all') return 'all';
  const user = userByName(world.db, name);
  if (user) return canReadIssue(world.db, user, issue) ? 'user' : null;
  const prefix = `${name.toLowerCase()}/`;
  const isGroup = [...world.db.projects.values()].some((one) => one.path.toLowerCase().startsWith(prefix));
  return isGroup ? 'group' : null;
}

function referencedIssues(world: World, issue: Issue, text: string): Set<Issue> {
  const found = new Set<Issue>();
  for (const written of issueReferencesIn(text, world.url)) {
    const project = written.path ? projectByRef(world.db, written.path) : projectOf(world.db, issue);
    const target = project && issueByIid(world.db, project.id, written.iid);
    if (target && target.id !== issue.id) found.add(target);
  }
  return found;
}
