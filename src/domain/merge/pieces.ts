/** Quotes, bullets and numbers may stand before a box; nobody nests deeper than that. */
const longestLead = 200;

const lead = /^[\s>]*(?:[-*+]|\d{1,9}[.)])[\s>*+\-.)\d]*?(?=\[[ xX~]\]\s)/;

/** A piece of a text; two with different keys are different, whatever stands in them. */
export type Piece = { text: string; key: string };

/**
 * A text in the pieces that change as a whole: words, blanks, ends of lines, boxes, comments, and the cells of
 * tables. Put together they are the text again. A box is that of its line, and a cell that of its row: none is
 * taken for its neighbour.
 */
export function piecesOf(text: string): Piece[] {
  return text.split(/(?<=\n)/).flatMap(piecesOfLine);
}

/**
 * Each line with its end, the last one too, so that it is as the others are. An empty one is that below the words above it:
 * one is not taken for another.
 */
export function linesOf(text: string): Piece[] {
  let above = '';
  return `${text}\n`.split(/(?<=\n)/).map((line) => {
    if (line.trim() === '') return { text: line, key: line + above };
    above = line;
    return plain(line);
  });
}

/** Whether a piece is a box. */
export function isBox({ text }: Piece): boolean {
  return /^\[[ xX~]\]$/.test(text);
}

/** Whether a piece is a cell. */
export function isCell({ text }: Piece): boolean {
  return text.endsWith('|');
}

export function plain(text: string): Piece {
  return { text, key: text };
}

function piecesOfLine(line: string): Piece[] {
  if (line.trimStart().startsWith('|')) return cellsOfLine(line);
  const before = lead.exec(line.slice(0, longestLead))?.[0];
  if (before === undefined) return wordsOf(line).map(plain);
  const end = before.length + '[x]'.length;
  const [box, rest] = [line.slice(before.length, end), line.slice(end)];
  const whose = /<!--[^>]{0,100}-->/.exec(rest)?.[0] ?? rest;
  return [
    { text: before, key: `${before}\n${whose}` },
    { text: box, key: `${box}\n${whose}` },
    ...wordsOf(rest).map(plain),
  ];
}

/** Each cell with the bar behind it, and what follows the last bar. The first one names the row. */
function cellsOfLine(line: string): Piece[] {
  const [edge = '', title = '', ...cells] = line.match(/\n|(?:[^|\\\n]|\\[^\n]|\\$|\\(?=\n))+\|?|\|/g) ?? [];
  return [
    ...[edge, title].filter((text) => text !== '').map(plain),
    ...cells.map((text) => (text === '\n' ? plain(text) : { text, key: `${text}\n${title}` })),
  ];
}

/** A text by words and blanks, with its comments whole. */
export function wordsOf(text: string): string[] {
  const pieces: string[][] = [];
  for (let from = 0; from < text.length; ) {
    const open = text.indexOf('<!--', from);
    const close = open < 0 ? -1 : text.indexOf('-->', open + 4);
    const to = close < 0 ? text.length : open;
    pieces.push(text.slice(from, to).match(/\S+|[^\S\n]+|\n/g) ?? []);
    if (close < 0) break;
    pieces.push([text.slice(open, close + 3)]);
    from = close + 3;
  }
  return pieces.flat();
}
