import type { Boxes, BoxState } from '../boxes/box.ts';
import { boxesIn } from '../boxes/find-boxes.ts';
import type { ReviewMark } from '../mark.ts';
import { hashesIn } from '../refill.ts';

/** `body`: what shall stand in a review after a person's edit came back; the others as in `restore`. */
type Texts = { base: string; previous: string; now: string; body: string };

type Kind = 'cells' | 'blocks' | 'boxes';
type Standing = Record<Kind, Readonly<Record<string, string | undefined>>>;

/**
 * The mark of a review into which a person's edit came back: `mark`, as it is now, but that what the person set is not ours
 * whatever it says, and what is again as it was before our write is ours if `theirs`, the mark of their text, says so.
 */
export function markAfter(
  { base, previous, now, body }: Texts,
  mark: ReviewMark,
  theirs: ReviewMark,
): ReviewMark {
  const [inBase, inTheirs, inNow, inBody] = [
    whatStands(base),
    whatStands(previous),
    whatStands(now),
    whatStands(body),
  ];
  const wasSet = (kind: Kind, name: string) => inBase[kind][name] !== inTheirs[kind][name];
  const hashes = <Kept extends object>(kind: 'cells' | 'blocks', known: Kept, before: Kept): Kept =>
    chosen({ ...before, ...known }, (name) => {
      const isAsTheirs = inBody[kind][name] === inTheirs[kind][name];
      return isAsTheirs && (wasSet(kind, name) || inBody[kind][name] !== inNow[kind][name]) ? before : known;
    });
  // Of three states one is easily what we had written once.
  const notOurs = (name: string): Boxes => {
    const states = [mark.boxes[name] ?? ' ', theirs.boxes[name] ?? ' ', 'x', ' '] as const;
    const state = states.find((one) => one !== inBody.boxes[name]);
    return state === undefined ? {} : { [name]: state };
  };
  const boxes = chosen({ ...inTheirs.boxes, ...theirs.boxes, ...mark.boxes }, (name) => {
    const stands = inBody.boxes[name];
    // A box that is only in one of them was moved into something that is none, or out of it.
    const isInBoth = inBase.boxes[name] !== undefined && inTheirs.boxes[name] !== undefined;
    if (isInBoth && wasSet('boxes', name)) return notOurs(name);
    const stood = inTheirs.boxes[name] ?? inBase.boxes[name];
    const isAgain = stands !== undefined && stands !== inNow.boxes[name] && stands === stood;
    return isAgain ? theirs.boxes : mark.boxes;
  });
  return {
    ...mark,
    cells: hashes('cells', mark.cells, theirs.cells),
    blocks: hashes('blocks', mark.blocks, theirs.blocks),
    boxes,
  };
}

function whatStands(text: string): Standing & { boxes: Readonly<Record<string, BoxState>> } {
  return { ...hashesIn(text), boxes: boxesIn(text) };
}

/** Each name with its value in the one that is chosen for it. */
function chosen<Kept extends object>(all: Kept, choose: (name: string) => Kept): Kept {
  const kept = { ...all };
  for (const name in all) {
    const from = choose(name);
    delete kept[name];
    if (Object.hasOwn(from, name)) kept[name] = from[name];
  }
  return kept;
}
