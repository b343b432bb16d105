import { Problem } from '../domain/problems.ts';

/** What is read from GitLab; null: it is not there, or is not shown to us. */
export async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Problem && error.code === 'gitlab-not-found') return null;
    throw error;
  }
}
