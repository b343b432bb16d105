import MarkdownIt from 'markdown-it';
import { type Html, unsafeMarkup } from './html.ts';

/**
 * Draws Markdown as GitLab would show it, near enough: tables, task lists, folded sections. Comments are
 * not shown. Of HTML only `<details>` and `<summary>` are let through; the rest is shown as text.
 */
export function drawMarkdown(text: string): Html {
  const markdown = new MarkdownIt({ html: false, linkify: true });
  const prepared = text.replace(/<!--[\s\S]*?-->/g, '');
  const folded = prepared.split(/^(<details>|<\/details>|<summary>.*<\/summary>)\s*$/m);
  const markup = folded.map((piece) => drawPiece(piece, markdown)).join('');
  return unsafeMarkup(markup.replace(/<li>(\s*<p>)?\[([ x~])\] /gi, drawBox));
}

function drawPiece(piece: string, markdown: MarkdownIt): string {
  if (piece === '<details>' || piece === '</details>') return piece;
  const summary = /^<summary>(.*)<\/summary>$/.exec(piece)?.[1];
  if (summary !== undefined) return `<summary>${markdown.utils.escapeHtml(summary)}</summary>`;
  return markdown.render(piece);
}

function drawBox(_match: string, paragraph: string | undefined, mark: string): string {
  const checked = mark.toLowerCase() === 'x' ? ' checked' : '';
  return `<li class="task">${paragraph ?? ''}<input type="checkbox" disabled${checked}> `;
}
