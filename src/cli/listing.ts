import type { Mention } from '../flows/reconcile.ts';

/** `3 incidents waived:` and a line for each; nothing where there is none. */
export function list(mentions: Mention[], what: string): string[] {
  if (mentions.length === 0) return [];
  const rows = mentions.map(
    ({ reference, title, because }) => `  ${reference}  ${title ?? '(confidential)'}: ${because}`,
  );
  return [`${count(mentions.length, 'incident')} ${what}:`, ...rows];
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
