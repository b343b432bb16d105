import { isSameText, withoutReturns } from '../as-stored.ts';
import { withBoxes } from '../boxes/find-boxes.ts';
import { readMark, withoutMark, writeMark } from '../mark.ts';
import { diff } from '../merge/diff.ts';
import { merge, mergePeople } from '../merge/merge.ts';
import { findQuickActions } from '../quick-actions.ts';
import { boxesOfPeople } from './boxes-of-people.ts';
import { markAfter } from './mark-after.ts';
import type { Overwrite, TextWrite } from './text-write.ts';

/**
 * What should stand in a review after a write of ours took the place of an edit that we had not seen: what stands there
 * now, and that edit. It is what would stand there if our write had come upon the edit, and all that happened since
 * had followed: in what both changed, a person wins over us whoever came first, and of two people both stay. The mark
 * says of what is as it was before our write that we wrote it then, and of what the person set that it is not ours.
 */
export function restore({ first, later, previous, now }: Overwrite): string {
  const taken = later.filter((write, index) => wasTaken(write, later[index + 1]?.base ?? now));
  if (taken.some(({ restores }) => restores === first.id)) return now;
  const body = (text: string) => withoutMark(withoutReturns(text));
  const join = first.restores === null ? mergeWithOurs : mergePeople;
  let right = join(body(first.base), body(first.text), body(previous));
  let stood = first.text;
  for (const { base, text, restores } of taken) {
    // What came back is what people wrote, and no text of ours.
    if (restores !== null) continue;
    right = mergePeople(body(stood), body(base), right);
    right = mergeWithOurs(body(base), body(text), right);
    stood = text;
  }
  right = mergePeople(body(stood), body(now), right);
  right = withBoxes(right, boxesOfPeople({ first, later: taken, previous, now }));
  return inert(withMarkOf(right, { first, later, previous, now }), now);
}

/** Whether an edit stood where our write went that was not there when we had read it. */
export function wasOverwritten({ base }: Pick<TextWrite, 'base'>, previous: string): boolean {
  return !isSameText(base, previous);
}

function mergeWithOurs(base: string, ours: string, theirs: string): string {
  return merge(base, ours, theirs).text;
}

/** Whether GitLab took a text: what came next has its mark, or, should a person have taken that away, is more like it. */
function wasTaken({ base, text }: TextWrite, next: string): boolean {
  const mark = readMark(next);
  if (mark !== null) return mark.write === readMark(text)?.write;
  return differenceOf(next, text) <= differenceOf(next, base);
}

/** How many lines differ. */
function differenceOf(one: string, other: string): number {
  const hunks = diff(one.split('\n'), other.split('\n'));
  return hunks.reduce((sum, { from, to, otherFrom, otherTo }) => sum + to - from + otherTo - otherFrom, 0);
}

function withMarkOf(body: string, { first, previous, now }: Overwrite): string {
  const [mark, theirs] = [readMark(now), readMark(previous)];
  // Who takes the mark away wants us out of it, now or then.
  if (mark === null || (theirs === null && readMark(first.base) !== null)) return body;
  const texts = { base: first.base, previous, now, body };
  const line = writeMark(theirs === null ? mark : markAfter(texts, mark, theirs));
  return body === '' || body.endsWith('\n') ? body + line : `${body}\n\n${line}`;
}

/**
 * GitLab executes lines that are new to it with our rights, also those that were words to it when a person wrote them. A
 * blank before them keeps them words.
 */
function inert(text: string, now: string): string {
  const known = new Set(withoutReturns(now).split('\n'));
  const lines = text.split('\n');
  for (const { line } of findQuickActions(text)) {
    const words = lines[line] ?? '';
    if (!known.has(words)) lines[line] = ` ${words}`;
  }
  return lines.join('\n');
}
