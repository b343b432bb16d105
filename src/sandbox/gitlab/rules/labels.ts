import { type Issue, type Label, nextId, type Project } from '../state.ts';
import { type Origin, projectOf, stamp, type World } from '../world.ts';

/** Finds a label by its exact name or makes it, as GitLab does with unknown names in `labels`. */
export function ensureLabel(world: World, project: Project, name: string): Label {
  const known = project.labels.find((label) => label.name === name);
  if (known) return known;
  const label: Label = {
    id: nextId(world.db, 'label'),
    projectId: project.id,
    name,
    color: '#428BCA',
    description: null,
    createdAt: stamp(world),
  };
  project.labels.push(label);
  return label;
}

/** Splits a comma list; empty names are none. */
export function namesOf(list: readonly string[]): string[] {
  return list
    .flatMap((entry) => entry.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export type LabelChange = {
  set?: readonly string[] | undefined;
  add?: readonly string[] | undefined;
  remove?: readonly string[] | undefined;
};

/**
 * Sets, adds and removes labels by name and records who did it when. Of two labels with one scope
 * (`severity::1`, `severity::2`) the one that came last stays, on Premium.
 */
export function changeLabels(world: World, issue: Issue, change: LabelChange, origin: Origin): void {
  const project = projectOf(world.db, issue);
  const idsOf = (names: readonly string[]): number[] =>
    namesOf(names).map((name) => ensureLabel(world, project, name).id);
  const before = issue.labelIds;
  const removed = new Set(
    namesOf(change.remove ?? []).map((name) => project.labels.find((l) => l.name === name)?.id),
  );
  const wanted = [...(change.set ? idsOf(change.set) : before), ...idsOf(change.add ?? [])];
  const kept = [...new Set(wanted)].filter((id) => !removed.has(id));
  issue.labelIds = world.settings.tier === 'premium' ? lastOfEachScope(project, kept) : kept;
  record(world, issue, before, origin);
}

/** Writes down what a change of `labelIds` was, as `resource_label_events` shows it. */
function record(world: World, issue: Issue, before: readonly number[], origin: Origin): void {
  const project = projectOf(world.db, issue);
  const added = issue.labelIds.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !issue.labelIds.includes(id));
  for (const label of project.labels) {
    const action = added.includes(label.id) ? 'add' : removed.includes(label.id) ? 'remove' : null;
    if (!action) continue;
    world.db.labelEvents.push({
      id: nextId(world.db, 'event'),
      issueId: issue.id,
      userId: origin.user.id,
      labelId: label.id,
      action,
      createdAt: stamp(world),
    });
  }
}

function lastOfEachScope(project: Project, ids: readonly number[]): number[] {
  const scopeOf = (id: number): string | null => {
    const name = project.labels.find((label) => label.id === id)?.name ?? '';
    const end = name.lastIndexOf('::');
    return end > 0 ? name.slice(0, end).toLowerCase() : null;
  };
  return ids.filter((id, index) => {
    const scope = scopeOf(id);
    return scope === null || !ids.slice(index + 1).some((later) => scopeOf(later) === scope);
  });
}
