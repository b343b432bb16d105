import type MarkdownIt from 'markdown-it';
import type { Links } from '../links.ts';
import { DrawingState } from './state.ts';

type Inline = Parameters<Parameters<MarkdownIt['core']['ruler']['push']>[1]>[0];
type Token = InstanceType<Inline['Token']>;

const reference = /(?<![\w/#@])(?:#(\d{1,9})|@([a-z][\w.-]*\w))(?!\w)/gi;

/** Makes `#12` a link and `@somebody` stand out, as GitLab does; not inside of links and code. */
export function drawReferences(markdown: MarkdownIt): void {
  markdown.core.ruler.push('references', (state) => {
    const { links } = DrawingState.of(state.env);
    for (const inline of state.tokens) {
      let insideLink = 0;
      inline.children = (inline.children ?? []).flatMap((token) => {
        if (token.type === 'link_open') insideLink += 1;
        if (token.type === 'link_close') insideLink -= 1;
        return token.type === 'text' && insideLink === 0 ? split(token, links, state) : [token];
      });
    }
  });
}

function split(token: Token, links: Links, state: Inline): Token[] {
  const pieces: Token[] = [];
  let from = 0;
  const markup = (content: string): void => {
    const piece = new state.Token('html_inline', '', 0);
    piece.content = content;
    pieces.push(piece);
  };
  const text = (content: string): void => {
    if (content === '') return;
    const piece = new state.Token('text', '', 0);
    piece.content = content;
    pieces.push(piece);
  };
  const { escapeHtml } = state.md.utils;
  for (const match of token.content.matchAll(reference)) {
    const [whole, iid, name] = match;
    const target = iid === undefined ? null : links.issue(Number(iid));
    if (target === null && name === undefined) continue;
    text(token.content.slice(from, match.index));
    from = match.index + whole.length;
    if (target) markup(`<a href="${escapeHtml(target.href)}">${escapeHtml(whole)}</a>`);
    else markup(`<span class="mention">${escapeHtml(whole)}</span>`);
  }
  if (from === 0) return [token];
  text(token.content.slice(from));
  return pieces;
}
