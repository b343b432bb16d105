import type { IncidentKey } from '../../domain/words.ts';

/** Under which messages of an incident are kept together. */
export function aboutOf({ project, issue }: Pick<IncidentKey, 'project' | 'issue'>): string {
  return `${project}:${issue}`;
}
