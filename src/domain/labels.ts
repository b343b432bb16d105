import type { LabelEvent } from './facts.ts';

/** GitLab tells labels apart by case, people do not: `Service::API` and `service::api` mean the same. */
export function sameLabel(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

export function hasLabel(labels: string[], wanted: string): boolean {
  return labels.some((label) => sameLabel(label, wanted));
}

/** Whether `label` fits a pattern in which `*` stands for any text: `Service::*`. Any case. */
export function fitsPattern(label: string, pattern: string): boolean {
  const text = label.trim().toLowerCase();
  const [head = '', ...pieces] = pattern.trim().toLowerCase().split('*');
  const tail = pieces.pop();
  if (tail === undefined) return text === head;
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false;
  let from = head.length;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= text.length - tail.length;
}

/** Who set a label last, and when, by GitLab's own record; the oldest event first. null: nobody. */
export function lastSet(label: string, events: LabelEvent[]): LabelEvent | null {
  return events.findLast((event) => event.action === 'add' && sameLabel(event.label, label)) ?? null;
}
