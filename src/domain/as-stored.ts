import { findQuickActions } from './quick-actions.ts';

/**
 * A text as GitLab stores what it is sent: without `\r`, without the lines that it executes, and without white space at
 * its end. Which lines it executes depends on its version, so all that have the form are left out: for comparing what
 * we sent with what became of it, and for nothing else.
 */
export function asStored(text: string): string {
  const plain = withoutReturns(text);
  const executed = new Set(findQuickActions(plain).map(({ line }) => line));
  if (executed.size === 0) return plain;
  const kept = plain.split('\n').filter((_, line) => !executed.has(line));
  return kept.join('\n').trimEnd();
}

/** Whether two texts that GitLab has shown are the same. It takes out `\r` and white space at the end when it next may. */
export function isSameText(one: string, other: string): boolean {
  return withoutReturns(one) === withoutReturns(other);
}

/** What remains of a text, once GitLab has stored it, but for its quick actions. */
export function withoutReturns(text: string): string {
  return text.replaceAll('\r', '').trimEnd();
}
