import { planner } from '../domain/may-read.ts';
import { Problem } from '../domain/problems.ts';
import { confidentialReadableByMore, readableByMore } from '../domain/visibility.ts';
import type { Deps } from './deps.ts';

type Parts = Pick<Deps, 'gitlab' | 'log'>;

/** Whether people who cannot read the one project can read the other now; yes where that may not be known. */
export async function canMoreRead(from: number, to: number, parts: Parts): Promise<boolean> {
  if (from === to) return false;
  const { gitlab } = parts;
  const [fromNow, toNow] = await Promise.all([gitlab.projectLately(from), gitlab.projectLately(to)]);
  const mustAsk = fromNow.visibility === 'private' && toNow.visibility === 'private';
  const members = mustAsk ? await membersOf(from, to, parts) : null;
  return readableByMore(fromNow, toNow, members);
}

/** The same of what is confidential in them. */
export async function canMoreReadConfidential(from: number, to: number, parts: Parts): Promise<boolean> {
  if (from === to) return false;
  const members = await membersOf(from, to, parts, planner);
  return confidentialReadableByMore({ id: from }, { id: to }, members);
}

/** null: we may not read them, which counts as more readers. */
async function membersOf(from: number, to: number, { gitlab, log }: Parts, accessLevel?: number) {
  try {
    const [members, others] = await Promise.all([
      gitlab.memberIds(from, accessLevel),
      gitlab.memberIds(to, accessLevel),
    ]);
    return { from: members, to: others };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gitlab-forbidden') throw error;
    log.warn({ from, to }, 'members may not be read; the review will be confidential');
    return null;
  }
}

/** For those who ask again and again: that members may not be read was said when the review was opened. */
export function quietly({ gitlab, log }: Parts): Parts {
  return { gitlab, log: { ...log, warn: log.debug } };
}
