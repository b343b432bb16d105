import type { BoxState } from '../../../../src/domain/boxes/box.ts';
import { boxesIn, withBoxes } from '../../../../src/domain/boxes/find-boxes.ts';
import { type CellName, cellNames, cellTitles } from '../../../../src/domain/cells.ts';
import { guidelineIds } from '../../../../src/domain/guidelines/index.ts';
import { findTable, valueIn, withValue } from '../../../../src/domain/key-information-table.ts';
import { readMark } from '../../../../src/domain/mark.ts';
import type { Chance } from './chance.ts';

/** What people have done to a review, for telling in the end whether all of it is there. */
export type Memory = {
  /** Words of theirs that nobody of them took away. */
  alive: Set<string>;
  /** Words that one of them took away, and that nobody saw since. */
  gone: Set<string>;
  /** What they set last in a box. */
  boxes: Map<string, BoxState>;
  /** They moved or copied something: what stands twice may be taken away in one place alone. */
  hasMoved: boolean;
  /** Words that they moved or copied: where somebody takes one away at the same time, the line stands twice. */
  moved: Set<string>;
  /** Words in lines that somebody changed. */
  touched: Set<string>;
  /** Rows and boxes that stood twice at some time, or could not be known as such: they are nobody's. */
  odd: Set<string>;
  /** What they wrote last into a cell. */
  cells: Map<CellName, string>;
  /** All that they ever wrote into cells. */
  written: string[];
  /** What was done, in order, for whoever has to find out why a run failed. */
  told: string[];
};

export function newMemory(): Memory {
  return {
    alive: new Set(),
    gone: new Set(),
    boxes: new Map(),
    hasMoved: false,
    moved: new Set(),
    touched: new Set(),
    odd: new Set(),
    cells: new Map(),
    written: [],
    told: [],
  };
}

const word = /«\d+»/g;

type Act = (lines: string[], chance: Chance, own: string, memory: Memory) => void;

/** The last line is our mark, mostly; people leave it where it is, or take it away. */
const bodyOf = (lines: string[]) => Math.max(1, lines.length - 2);

const acts: Record<string, Act> = {
  'writes behind a line': (lines, chance, own) => {
    const at = chance.upTo(bodyOf(lines));
    if (!lines[at]?.trimStart().startsWith('|')) lines[at] = `${lines[at] ?? ''} ${own}`;
  },
  'writes over a word': (lines, chance, own) => {
    const at = chance.upTo(bodyOf(lines));
    const line = lines[at] ?? '';
    if (!line.includes('|') && !word.test(line)) lines[at] = line.replace(/[A-Za-z]{4,}/, own);
    word.lastIndex = 0;
  },
  'adds a line': (lines, chance, own) => {
    lines.splice(chance.upTo(bodyOf(lines)), 0, own);
  },
  'adds a section': (lines, chance, own) => {
    lines.splice(chance.upTo(bodyOf(lines)), 0, '', `## More ${own}`, '', 'Words.', '');
  },
  'writes into a cell': (lines, chance, own) => {
    const row = chance.one(findTable(lines.join('\n'))?.rows ?? []);
    if (row === undefined) return;
    const line = lines[row.line] ?? '';
    const value = chance.happens(50) ? own : `${valueIn(line).trim()} ${own}`;
    lines[row.line] = withValue(line, value);
  },
  'sets a box': (lines, chance, _own, { boxes }) => {
    const text = lines.join('\n');
    const known = boxesIn(text);
    const id = chance.one(Object.keys(known));
    if (id === undefined) return;
    // To something that is not what we wrote there last: else it is as if nobody had touched it.
    const ours = readMark(text)?.boxes[id];
    const others = (['x', ' ', '~'] as const).filter((one) => one !== known[id] && one !== (ours ?? ' '));
    const state = chance.one(others);
    if (state === undefined) return;
    lines.splice(0, lines.length, ...withBoxes(text, { [id]: state }).split('\n'));
    boxes.set(id, state);
  },
  'moves a section': (lines, chance, _own, { moved }) => {
    const heads = lines.flatMap((line, at) => (line.startsWith('#') ? [at] : []));
    const at = chance.one(heads);
    if (at === undefined) return;
    const next = heads.find((head) => head > at) ?? bodyOf(lines);
    const section = lines.splice(at, Math.max(0, next - at));
    // Where two parts change places, either may be the one that was moved.
    for (const one of [...lines, ...section].join('\n').match(word) ?? []) moved.add(one);
    const places = lines.flatMap((line, place) => (line.startsWith('#') ? [place] : []));
    lines.splice(chance.one(places) ?? 0, 0, ...section);
  },
  'moves a box': (lines, chance, _own, { moved }) => {
    const at = chance.one(lines.flatMap((line, place) => (line.startsWith('- [') ? [place] : [])));
    if (at === undefined) return;
    const [box = ''] = lines.splice(at, 1);
    for (const one of [...lines, box].join('\n').match(word) ?? []) moved.add(one);
    const places = lines.flatMap((line, place) => (line.startsWith('- [') ? [place] : []));
    lines.splice(chance.one(places) ?? 0, 0, box);
  },
  'takes away the mark of a box': (lines, chance) => {
    const at = chance.upTo(bodyOf(lines));
    lines[at] = (lines[at] ?? '').replace(/ <!-- guideline:[^>]* -->/, '');
  },
  'copies a box': (lines, chance, _own, { moved }) => {
    const at = chance.one(lines.flatMap((line, place) => (line.startsWith('- [') ? [place] : [])));
    if (at === undefined) return;
    const box = lines[at] ?? '';
    for (const one of box.match(word) ?? []) moved.add(one);
    lines.splice(chance.upTo(bodyOf(lines)), 0, `> ${box}`, '');
  },
  'takes away a word of theirs': (lines, chance) => {
    const at = chance.one(lines.flatMap((line, place) => (line.match(word) ? [place] : [])));
    if (at !== undefined) lines[at] = (lines[at] ?? '').replace(word, '');
  },
  // Without an empty line a box may be no box any more, but words in HTML.
  'takes away a line': (lines, chance) => {
    const at = chance.upTo(bodyOf(lines));
    if (lines[at] !== '') lines.splice(at, 1);
  },
  'takes our mark away': (lines, chance) => {
    if (chance.happens(10))
      lines.splice(
        0,
        lines.length,
        ...lines
          .join('\n')
          .split(/\n<!-- incident-review-bot /)
          .slice(0, 1),
      );
  },
};

const names = Object.keys(acts);
let words = 0;

/** One thing that a person does with the text that they see, and remembers. */
export function act(text: string, chance: Chance, memory: Memory): string {
  const name = chance.one(names) ?? '';
  words += 1;
  const own = `«${words}»`;
  const lines = text.split('\n');
  const cellsBefore = cellsIn(text);
  acts[name]?.(lines, chance, own, memory);
  if (name.startsWith('moves') || name.startsWith('copies')) memory.hasMoved = true;
  const after = lines.join('\n');
  const [before, now] = [new Set(text.match(word)), new Set(after.match(word))];
  memory.told.push(`a person ${name} ${now.has(own) ? own : ''}`);
  if (now.has(own)) memory.alive.add(own);
  const kept = new Set(after.split('\n'));
  for (const line of text.split('\n')) {
    if (kept.has(line)) continue;
    for (const one of line.match(word) ?? []) {
      if (memory.touched.has(one)) memory.moved.add(one);
      memory.touched.add(one);
    }
  }
  for (const one of memory.gone) if (before.has(one)) memory.gone.delete(one);
  for (const one of before) {
    if (now.has(one)) continue;
    memory.alive.delete(one);
    memory.gone.add(one);
  }
  const cellsNow = cellsIn(after);
  for (const cell of cellsBefore.keys()) if (!cellsNow.has(cell)) memory.cells.delete(cell);
  for (const [cell, value] of cellsNow) {
    if (!cellsBefore.has(cell) || value === cellsBefore.get(cell)) continue;
    memory.cells.set(cell, value);
    memory.written.push(value);
    // Without a word of theirs it is as it came, or empty, and so ours.
    if (!value.includes('«')) memory.cells.delete(cell);
  }
  return after;
}

export function cellsIn(text: string): Map<CellName, string> {
  const lines = text.split('\n');
  return new Map(findTable(text)?.rows.map(({ line, name }) => [name, valueIn(lines[line] ?? '').trim()]));
}

/** Rows and boxes that do not stand there once. */
export function oddIn(text: string): string[] {
  const rows = text.split('\n');
  const isOnce = (name: CellName) =>
    rows.filter((row) => row.startsWith(`| ${cellTitles[name]} |`)).length === 1;
  const boxes = boxesIn(text);
  return [
    ...cellNames.filter((name) => !isOnce(name)),
    ...guidelineIds.filter((id) => boxes[id] === undefined),
  ];
}
