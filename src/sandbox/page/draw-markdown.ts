import MarkdownIt from 'markdown-it';
import { type Html, unsafeMarkup } from './html.ts';
import { safeAddress } from './links.ts';
import { drawBoxes } from './markdown/boxes.ts';
import { hideComments } from './markdown/comments.ts';
import { foldDetails } from './markdown/folds.ts';
import { drawReferences } from './markdown/references.ts';
import { type DrawingOptions, DrawingState } from './markdown/state.ts';

const markdown = new MarkdownIt({ html: false, linkify: true })
  .use(hideComments)
  .use(foldDetails)
  .use(drawBoxes)
  .use(drawReferences)
  .use(drawLinks)
  .use(drawPictures)
  .use(drawTables);

/**
 * Draws Markdown as GitLab would show it, near enough: tables, task lists, folded sections, references.
 * Comments are not shown. Of HTML only `<details>` and `<summary>` are let through; the rest is shown as text.
 * `boxes: 'live'`: a box carries its line, so that a click can be told (`toggleBox`).
 */
export function drawMarkdown(text: string, options: DrawingOptions = {}): Html {
  return unsafeMarkup(markdown.render(text, DrawingState.begin(text, options)));
}

function drawLinks({ renderer, utils }: MarkdownIt): void {
  renderer.rules.link_open = (tokens, index, _options, env) => {
    const { links } = DrawingState.of(env);
    const { href, outside } = links.to(String(tokens[index]?.attrGet('href') ?? ''));
    const address = utils.escapeHtml(outside ? safeAddress(href) : href);
    return outside
      ? `<a href="${address}" target="_blank" rel="noopener noreferrer">`
      : `<a href="${address}">`;
  };
}

/** Nothing is fetched from elsewhere: of such a picture there is what it says. */
function drawPictures({ renderer, utils }: MarkdownIt): void {
  renderer.rules.image = (tokens, index, _options, env) => {
    const { pictures } = DrawingState.of(env);
    const token = tokens[index];
    // Not `renderInlineAsText`: in the words of a picture it leaves out what was escaped (markdown-it 14.3).
    const words = (token?.children ?? []).map(({ type, content }) => (type === 'softbreak' ? ' ' : content));
    const says = utils.escapeHtml(words.join(''));
    const place = pictures(String(token?.attrGet('src') ?? ''));
    return place === null
      ? `<span class="picture">${says || 'a picture'}</span>`
      : `<img src="${utils.escapeHtml(place)}" alt="${says}" loading="lazy">`;
  };
}

/** A wide table scrolls on its own, and with the keyboard too. */
function drawTables({ renderer }: MarkdownIt): void {
  renderer.rules.table_open = () =>
    '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>\n';
  renderer.rules.table_close = () => '</table></div>\n';
}
