import MarkdownIt, { type Token } from 'markdown-it';

// CommonMark with tables is what GitLab shares with this parser; nothing is turned into links by its look.
const parser = new MarkdownIt('commonmark', { html: true }).enable('table');

/**
 * The blocks of a text with their lines (`map`), without looking inside them: a mebibyte takes a
 * fraction of a second, whatever stands in it.
 */
export function parseBlocks(markdown: string): Token[] {
  const tokens: Token[] = [];
  parser.block.parse(markdown.replaceAll('\0', '\uFFFD'), parser, {}, tokens);
  return tokens;
}

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
