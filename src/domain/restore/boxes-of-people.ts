import type { Boxes } from '../boxes/box.ts';
import { boxesIn } from '../boxes/find-boxes.ts';
import { readMark } from '../mark.ts';
import type { Overwrite } from './text-write.ts';

/**
 * What has to stand in boxes because people set it, when an edit comes back: what the mark says is not ours now; of those
 * that were set in the edit, what was set last. Texts alone do not tell of a box that we set to the same at the same
 * moment. Of what else came back meanwhile only what was written later than this edit counts.
 */
export function boxesOfPeople({ first, later, previous, now }: Overwrite): Boxes {
  const present = look(now);
  const kept = Object.entries(present.boxes).filter(([id]) => present.isTheirs(id));
  const before = boxesIn(first.base);
  const set = Object.entries(boxesIn(previous)).filter(([id, state]) => before[id] !== state);
  if (set.length === 0) return Object.fromEntries(kept);
  const boxes = Object.fromEntries(set);
  const follow = (from: Look, to: Look, counts: (id: string) => boolean): void => {
    for (const id in boxes) {
      const state = to.boxes[id];
      if (state !== undefined && from.boxes[id] !== undefined && counts(id)) boxes[id] = state;
    }
  };
  let stood = look(first.text);
  const byPerson = (from: Look, to: Look): void => follow(from, to, (id) => from.boxes[id] !== to.boxes[id]);
  for (const { base, text, restores } of later) {
    const [read, written] = [look(base), look(text)];
    byPerson(stood, read);
    if (restores !== null && restores > first.id) {
      follow(read, written, (id) => written.isTheirs(id) && !isSame(read, written, id));
    }
    stood = written;
  }
  byPerson(stood, present);
  return { ...Object.fromEntries(kept), ...boxes };
}

type Look = { boxes: Boxes; isTheirs(id: string): boolean };

function look(text: string): Look {
  const boxes = boxesIn(text);
  const mark = readMark(text);
  return { boxes, isTheirs: (id) => mark !== null && boxes[id] !== (mark.boxes[id] ?? ' ') };
}

/** Whether a box stands as it did, and is as much ours as it was. */
function isSame(one: Look, other: Look, id: string): boolean {
  return one.boxes[id] === other.boxes[id] && one.isTheirs(id) === other.isTheirs(id);
}
