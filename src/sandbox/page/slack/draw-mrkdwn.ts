import { type Html, html } from '../html.ts';
import { anchor } from '../links.ts';
import type { Names } from './names.ts';

/**
 * Slack's own markup: `*bold*`, `_italic_`, `~strike~`, code, quotes, `<https://…|text>`, `<@U…>`, `<#C…>`,
 * `<!here>`. Line breaks are kept by the style sheet.
 */
export function drawMrkdwn(text: string, names: Names): Html {
  const pieces = text.split(/```([\s\S]+?)```/);
  return html`${pieces.map((piece, index) =>
    index % 2 === 1 ? html`<pre>${asPlain(piece)}</pre>` : drawLines(piece, names),
  )}`;
}

/** Quoted lines that follow each other are one quote. */
function drawLines(text: string, names: Names): Html {
  const groups = text.split(/((?:^&gt;.*(?:\n|$))+)/m);
  return html`${groups.map((group, index) =>
    index % 2 === 1
      ? html`<blockquote>${drawSpan(group.replace(/^&gt; ?/gm, '').trimEnd(), names)}</blockquote>`
      : drawSpan(group, names),
  )}`;
}

const span =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])|(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])|(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])/g;

function drawSpan(text: string, names: Names): Html {
  const pieces: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(span)) {
    const [whole, code, angle, bold, italic, strike] = match;
    pieces.push(html`${asPlain(text.slice(from, match.index))}`);
    from = match.index + whole.length;
    if (code !== undefined) pieces.push(html`<code>${asPlain(code)}</code>`);
    else if (angle !== undefined) pieces.push(drawAngle(angle, names));
    else if (bold !== undefined) pieces.push(html`<strong>${drawSpan(bold, names)}</strong>`);
    else if (italic !== undefined) pieces.push(html`<em>${drawSpan(italic, names)}</em>`);
    else if (strike !== undefined) pieces.push(html`<s>${drawSpan(strike, names)}</s>`);
  }
  return html`${pieces}${asPlain(text.slice(from))}`;
}

/** What stands between `<` and `>`. */
function drawAngle(inside: string, names: Names): Html {
  const [target = '', label] = inside.split('|', 2);
  if (target.startsWith('@')) return mention(`@${names.user(target.slice(1))}`);
  if (target.startsWith('#')) return mention(`#${label || names.channel(target.slice(1))}`);
  if (target.startsWith('!date^')) return html`${asPlain(label ?? '')}`;
  if (target.startsWith('!')) return mention(`@${label ?? target.slice(1).split('^')[0] ?? ''}`);
  return anchor(names.links.to(asPlain(target)), asPlain(label ?? target));
}

export function mention(text: string): Html {
  return html`<span class="mention">${text}</span>`;
}

function asPlain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
