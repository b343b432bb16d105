import { readCommand, type WrittenCommand } from './commands.ts';
import { blocks, withoutFencedQuotes } from './markdown.ts';

export type Extracted = { text: string; commands: WrittenCommand[] };

/**
 * Cuts quick actions out of a text as GitLab does, and normalises the rest: `\r` deleted, white space at the
 * end stripped. `byParagraph` is GitLab from 16.10 on; before, any line outside code, HTML and quotes counted.
 */
export function extractQuickActions(text: string, byParagraph: boolean): Extracted {
  const lines = text.replaceAll('\r', '').split('\n');
  const commands: WrittenCommand[] = [];
  const eligible = byParagraph ? linesOfTopParagraphs(lines) : linesOutsideBlocks(lines);
  const kept = lines.filter((line, index) => {
    const command = eligible.has(index) ? readCommand(line) : null;
    if (command) commands.push(command);
    return command === null;
  });
  return { text: kept.join('\n').trimEnd(), commands };
}

/** Lines within paragraphs of the top level, but not inside a code span that runs over several lines. */
function linesOfTopParagraphs(lines: readonly string[]): Set<number> {
  const read = withoutFencedQuotes(lines);
  const eligible = new Set<number>();
  for (const token of blocks.parse(read.join('\n'), {})) {
    if (token.type !== 'paragraph_open' || token.level !== 0 || !token.map) continue;
    const [start, end] = token.map;
    const inCode = linesStartingInCode(read.slice(start, end));
    for (let line = start; line < end; line += 1) if (!inCode.has(line - start)) eligible.add(line);
  }
  return eligible;
}

/** Indexes of the lines whose first column lies within a code span. */
function linesStartingInCode(paragraph: readonly string[]): Set<number> {
  const text = paragraph.join('\n');
  const inside = new Set<number>();
  const runs = [...text.matchAll(/(?<!\\)`+/g)];
  for (let open = 0; open < runs.length; open += 1) {
    const opening = runs[open];
    const close = runs.findIndex((run, at) => at > open && run[0].length === opening?.[0].length);
    const closing = runs[close];
    if (!opening || !closing) continue;
    const before = text.slice(0, opening.index).split('\n').length - 1;
    const within = text.slice(opening.index, closing.index).split('\n').length - 1;
    for (let line = before + 1; line <= before + within; line += 1) inside.add(line);
    open = close;
  }
  return inside;
}

/** The extractor of before 16.10: a scan for lines, blind to lists and indentation. */
function linesOutsideBlocks(lines: readonly string[]): Set<number> {
  const eligible = new Set<number>();
  let until: RegExp | null = null;
  lines.forEach((line, index) => {
    if (until) {
      if (until.test(line)) until = null;
      return;
    }
    const rest = lines.slice(index + 1);
    const closer = closerOf(line);
    if (closer && rest.some((later) => closer.test(later))) until = closer;
    else eligible.add(index);
  });
  return eligible;
}

function closerOf(line: string): RegExp | null {
  if (line.startsWith('```')) return /^```$/;
  if (line.startsWith('>>>')) return /^>>>$/;
  if (/^<[^>]+>$/.test(line)) return /^<\/[^>]+>$/;
  return null;
}
