import type { Answer } from '../domain/doctor/check.ts';
import { Problem } from '../domain/problems.ts';

/** For those to whom a question that fails is an answer. What is no `Problem` is a bug and thrown on. */
export async function ask<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code: problem, message: detail, retryAfterMs } = error;
    return { problem, detail, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  }
}
