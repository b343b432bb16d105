import { type Html, html } from '../html.ts';
import { anchor } from '../links.ts';
import { type RichElement, type RichPart, richElement, richPart } from './block-shapes.ts';
import { mention } from './draw-mrkdwn.ts';
import type { Names } from './names.ts';

/** The parts of a `rich_text` block, one below the other. */
export function drawRichText(parts: readonly unknown[], names: Names): Html {
  return html`${parts.map((part) => {
    const known = richPart.safeParse(part);
    return known.success ? drawPart(known.data, names) : unknownWords;
  })}`;
}

function drawPart(part: RichPart, names: Names): Html {
  switch (part.type) {
    case 'rich_text_section':
      return html`<p>${drawElements(part.elements, names)}</p>`;
    case 'rich_text_quote':
      return html`<blockquote>${drawElements(part.elements, names)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${drawElements(part.elements, names)}</pre>`;
    case 'rich_text_list': {
      const items = part.elements.map((item) => html`<li>${drawElements(item.elements, names)}</li>`);
      const indent = `indent-${Math.min(part.indent, 4)}`;
      return part.style === 'ordered'
        ? html`<ol class="${indent}">${items}</ol>`
        : html`<ul class="${indent}">${items}</ul>`;
    }
  }
}

function drawElements(elements: readonly unknown[], names: Names): Html[] {
  return elements.map((element) => {
    const known = richElement.safeParse(element);
    return known.success ? style(known.data, drawElement(known.data, names)) : unknownWords;
  });
}

function drawElement(element: RichElement, names: Names): Html {
  switch (element.type) {
    case 'text':
      return html`${element.text}`;
    case 'link':
      return anchor(names.links.to(element.url), element.text || element.url);
    case 'user':
      return mention(`@${names.user(element.user_id)}`);
    case 'channel':
      return mention(`#${names.channel(element.channel_id)}`);
    case 'emoji':
      return html`${fromCodePoints(element.unicode) ?? `:${element.name}:`}`;
    case 'date':
      return html`${element.fallback ?? ''}`;
  }
}

function style({ style }: RichElement, drawn: Html): Html {
  let styled = drawn;
  if (style.code) styled = html`<code>${styled}</code>`;
  if (style.strike) styled = html`<s>${styled}</s>`;
  if (style.italic) styled = html`<em>${styled}</em>`;
  if (style.bold) styled = html`<strong>${styled}</strong>`;
  return styled;
}

/** Slack names an emoji by its code points, `1f468-200d-1f9b0`. */
function fromCodePoints(unicode: string | undefined): string | null {
  if (unicode === undefined || !/^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6})*$/i.test(unicode)) return null;
  return String.fromCodePoint(...unicode.split('-').map((point) => Number.parseInt(point, 16)));
}

const unknownWords = html`<span class="undrawn">…</span>`;
