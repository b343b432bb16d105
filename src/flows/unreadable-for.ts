import { mayRead } from '../domain/may-read.ts';
import type { Deps } from './deps.ts';
import type { Now } from './read-now.ts';

/** Which of the two GitLab does not let somebody read at this moment; null: they may read both. */
export async function unreadableFor(
  person: number,
  { incident, review, hidden }: Now,
  { gitlab }: Pick<Deps, 'gitlab'>,
): Promise<'incident' | 'review' | null> {
  // What is to be hidden counts as hidden: it will be in a moment.
  const issues = { incident, review: { ...review, confidential: hidden } };
  for (const which of ['incident', 'review'] as const) {
    const issue = issues[which];
    const [project, accessLevel] = await Promise.all([
      gitlab.projectLately(issue.project.id),
      gitlab.accessOf(issue.project.id, person),
    ]);
    if (!mayRead(issue, { id: person, accessLevel }, project.visibility)) return which;
  }
  return null;
}
