/** Quotes, bullets and numbers may stand before a box; nobody nests deeper than that. */
const longestLead = 200;

const lead = /^[\s>]*(?:[-*+]|\d{1,9}[.)])[\s>*+\-.)\d]*?(?=\[[ xX~]\]\s)/;

/**
 * A text in the pieces that change as a whole: words with the blanks behind them, ends of lines, boxes, comments, and the
 * cells of tables. Put together they are the text again.
 */
export function piecesOf(text: string): string[] {
  return text.split(/(?<=\n)/).flatMap(piecesOfLine);
}

/** Whether a piece is a box. */
export function isBox(piece: string): boolean {
  return /^\[[ xX~]\]$/.test(piece);
}

/** Whether a piece is a cell. */
export function isCell(piece: string): boolean {
  return piece.endsWith('|');
}

function piecesOfLine(line: string): string[] {
  if (line.trimStart().startsWith('|')) return cellsOfLine(line);
  const before = lead.exec(line.slice(0, longestLead))?.[0];
  if (before === undefined) return wordsOf(line);
  const box = before.length + '[x]'.length;
  return [before, line.slice(before.length, box), ...wordsOf(line.slice(box))];
}

/** Each cell with the bar behind it, and what follows the last bar. */
function cellsOfLine(line: string): string[] {
  return line.match(/\n|(?:[^|\\\n]|\\[^\n]|\\$|\\(?=\n))+\|?|\|/g) ?? [];
}

function wordsOf(text: string): string[] {
  const pieces: string[][] = [];
  for (let from = 0; from < text.length; ) {
    const open = text.indexOf('<!--', from);
    const close = open < 0 ? -1 : text.indexOf('-->', open + 4);
    const to = close < 0 ? text.length : open;
    pieces.push(text.slice(from, to).match(/\S+[^\S\n]*|[^\S\n]+|\n/g) ?? []);
    if (close < 0) break;
    pieces.push([text.slice(open, close + 3)]);
    from = close + 3;
  }
  return pieces.flat();
}
