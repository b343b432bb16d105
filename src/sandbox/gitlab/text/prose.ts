import type MarkdownIt from 'markdown-it';
import { markdown } from './markdown.ts';

type Token = ReturnType<MarkdownIt['parse']>[number];

/** GitLab looks for references in rendered HTML, but not within these elements. */
const IGNORED = new Set(['pre', 'code', 'a', 'style']);

/**
 * The text in which GitLab looks for `@name`, `#1` and the like, in pieces that do not touch. What stands in
 * code, in links, in `<pre>`, `<code>`, `<a>`, `<style>` and in HTML comments is left out; block quotes are not.
 * An entity counts as the character it renders to. So does a backslash escape: newer GitLab takes `\@name` for
 * no mention, older does not; the double takes the side on which somebody would be notified.
 */
export function proseOf(text: string): string[] {
  const pieces: string[] = [];
  for (const token of markdown.parse(text.replaceAll('\r', ''), {})) {
    if (token.type === 'inline') pieces.push(...proseOfInline(token.children ?? []));
    if (token.type === 'html_block') pieces.push(...proseOfHtml(token.content));
  }
  return pieces;
}

/** Addresses of links and autolinks that were written out: GitLab turns those of issues into references. */
export function addressesIn(text: string): string[] {
  const found: string[] = [];
  for (const token of markdown.parse(text.replaceAll('\r', ''), {})) {
    for (const child of token.children ?? []) {
      const href = child.type === 'link_open' ? child.attrGet('href') : null;
      if (href) found.push(href);
    }
  }
  for (const piece of proseOf(text)) found.push(...(piece.match(/https?:\/\/[^\s<>()]+/g) ?? []));
  return found;
}

function proseOfInline(children: readonly Token[]): string[] {
  const pieces: string[] = [];
  let current = '';
  let ignoredDepth = 0;
  const cut = (): void => {
    if (current !== '') pieces.push(current);
    current = '';
  };
  for (const child of children) {
    if (child.type === 'text') {
      if (ignoredDepth === 0) current += child.content;
    } else if (child.type === 'link_open') {
      ignoredDepth += 1;
      cut();
    } else if (child.type === 'link_close') ignoredDepth -= 1;
    else if (child.type === 'html_inline') {
      const tag = /^<(\/?)([a-z0-9-]+)/i.exec(child.content);
      if (tag?.[2] && IGNORED.has(tag[2].toLowerCase())) {
        ignoredDepth = Math.max(0, ignoredDepth + (tag[1] ? -1 : 1));
        cut();
      }
    } else cut();
  }
  cut();
  return pieces;
}

function proseOfHtml(html: string): string[] {
  return html
    .replace(/<!--[\s\S]*?(-->|$)/g, '\n')
    .replace(/<(pre|code|a|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, '\n')
    .split(/<[^>]*>/)
    .map(markdown.utils.unescapeAll)
    .filter((piece) => piece.trim() !== '');
}
