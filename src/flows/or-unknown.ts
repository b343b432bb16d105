import { Problem } from '../domain/problems.ts';

/** What is read where GitLab lets us; null: it does not, or there is nothing. */
export async function orUnknown<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (!['gitlab-forbidden', 'gitlab-not-found', 'gitlab-moved'].includes(error.code)) throw error;
    return null;
  }
}
