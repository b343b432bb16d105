import { readMark, withMarkAnew } from '../mark.ts';
import type { BoxState } from './box.ts';
import { findBoxes, withBoxes } from './find-boxes.ts';

/**
 * `written`: the boxes that were changed. `theirs`: what people set, and what stands there; it stays. `twice`: boxes that
 * stand more than once, of which none is touched. `gone`: those that do not stand there any more.
 */
export type Ticked = {
  text: string;
  written: string[];
  theirs: { id: string; stands: BoxState }[];
  twice: string[];
  gone: string[];
};

/**
 * Sets boxes of a review, each by its one character, and writes into the mark what was set: all other characters stay. A
 * box is ours while what stands in it is what we wrote there last, or, if that was nothing, while it is open as it came.
 * null: our mark is not there any more.
 */
export function tick(text: string, wanted: ReadonlyMap<string, BoxState>): Ticked | null {
  const mark = readMark(text);
  if (mark === null) return null;
  const boxes = Map.groupBy(findBoxes(text), ({ id }) => id);
  const ticked: Ticked = { text, written: [], theirs: [], twice: [], gone: [] };
  const set = { ...mark.boxes };
  for (const [id, state] of wanted) {
    const [box, another] = boxes.get(id) ?? [];
    if (box === undefined) ticked.gone.push(id);
    else if (another !== undefined) ticked.twice.push(id);
    else if (box.state !== (mark.boxes[id] ?? ' ')) ticked.theirs.push({ id, stands: box.state });
    else if (box.state !== state) {
      ticked.written.push(id);
      set[id] = state;
    }
  }
  if (ticked.written.length === 0) return ticked;
  const written = Object.fromEntries(ticked.written.map((id) => [id, set[id] ?? ' ']));
  return { ...ticked, text: withMarkAnew(withBoxes(text, written), { ...mark, boxes: set }) };
}
