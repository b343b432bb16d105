import MarkdownIt, { type Token } from 'markdown-it';

// CommonMark with tables is what GitLab shares with this parser; nothing is turned into links by its look.
const parser = new MarkdownIt('commonmark', { html: true }).enable('table');

/**
 * The blocks of a text with their lines (`map`), without looking inside them, in linear time whatever
 * stands in it. A quote costs the parser all lines up to the next empty one, over and over where quotes
 * nest and end (`>>`, `x`, `>>`, `x`, …: two hours for a mebibyte). A text that costs more than nesting can explain is
 * no honest one: its rest becomes one block of the type `unread`.
 */
export function parseBlocks(markdown: string): Token[] {
  const text = markdown.replaceAll('\0', '\uFFFD');
  const tokens: Token[] = [];
  parser.block.parse(text, parser, { quotes: newBudget(text) }, tokens);
  return tokens;
}

type Budget = { left: number; nextEmpty: Uint32Array };

/** How often each line may be gone over for quotes on average: as deep as people nest them; small texts may more. */
const readings = 4;
const readingsAtLeast = 10_000;

function newBudget(text: string): Budget {
  const lines = text.split('\n');
  const nextEmpty = new Uint32Array(lines.length + 1).fill(lines.length);
  for (let line = lines.length - 1; line >= 0; line -= 1) {
    nextEmpty[line] = lines[line]?.trim() === '' ? line : (nextEmpty[line + 1] ?? line);
  }
  return { left: readingsAtLeast + readings * lines.length, nextEmpty };
}

parser.block.ruler.before('blockquote', 'quotes_within_budget', (state, startLine, endLine, silent) => {
  const budget: Budget | undefined = state.env.quotes;
  const first = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if (!budget || silent || state.src[first] !== '>') return false;
  budget.left -= (budget.nextEmpty[startLine] ?? startLine) - startLine + 1;
  if (budget.left >= 0) return false;
  state.push('unread', '', 0).map = [startLine, endLine];
  state.line = endLine;
  return true;
});

/** A piece of a text that is read as more than characters, and the line (from 1) where its block begins. */
export type LivePiece = { line: number; text: string };

/**
 * Everything in a text but what stands in code: words, HTML and comments, addresses and titles of
 * links. What GitLab may act upon is in here. For texts of our own, not for any size.
 */
export function livePieces(markdown: string): LivePiece[] {
  const pieces: LivePiece[] = [];
  let line = 1;
  const walk = (tokens: Token[]) => {
    for (const token of tokens) {
      if (token.map) line = token.map[0] + 1;
      if (token.type === 'code_inline' || token.type === 'code_block') continue;
      if (token.type === 'fence') {
        // What follows the fence names a language, and GitLab draws diagrams from some.
        pieces.push({ line, text: token.info });
        continue;
      }
      for (const [, value] of token.attrs ?? []) pieces.push({ line, text: String(value) });
      if (token.children) walk(token.children);
      else if (token.content !== '') pieces.push({ line, text: token.content });
    }
  };
  walk(parser.parse(markdown, {}));
  return pieces;
}

/** A text without its HTML comments; one that is never closed stays. By hand: a regular expression takes quadratic time. */
export function withoutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (;;) {
    const open = text.indexOf('<!--', from);
    const close = open < 0 ? -1 : text.indexOf('-->', open + 4);
    if (close < 0) return kept + text.slice(from);
    kept += text.slice(from, open);
    from = close + 3;
  }
}
