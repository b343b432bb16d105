import { Problem } from '../domain/problems.ts';
import { readableByMore } from '../domain/visibility.ts';
import type { Deps } from './deps.ts';

type Parts = Pick<Deps, 'gitlab' | 'log'>;

/** Whether people who cannot read the one project can read the other now; yes where that may not be known. */
export async function canMoreRead(from: number, to: number, { gitlab, log }: Parts): Promise<boolean> {
  if (from === to) return false;
  const [fromNow, toNow] = await Promise.all([gitlab.projectLately(from), gitlab.projectLately(to)]);
  if (fromNow.visibility !== 'private' || toNow.visibility !== 'private') {
    return readableByMore(fromNow, toNow, null);
  }
  try {
    const [members, others] = await Promise.all([gitlab.memberIds(from), gitlab.memberIds(to)]);
    return readableByMore(fromNow, toNow, { from: members, to: others });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gitlab-forbidden') throw error;
    const fields = { from: fromNow.path, to: toNow.path };
    log.warn(fields, 'members may not be read; the review will be confidential');
    return true;
  }
}

/** For those who ask again and again: that members may not be read was said when the review was opened. */
export function quietly({ gitlab, log }: Parts): Parts {
  return { gitlab, log: { ...log, warn: log.debug } };
}
