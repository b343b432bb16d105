import type { Block } from '../../slack/shown.ts';
import { type Html, html } from '../html.ts';
import { type Button, button, drawnBlock, type TextObject } from './block-shapes.ts';
import { drawMrkdwn } from './draw-mrkdwn.ts';
import { drawRichText } from './draw-rich-text.ts';
import type { Names } from './names.ts';

/** Block Kit as Slack would show it, near enough. `drawButton` knows what a click is to do. */
export function drawBlocks(
  blocks: readonly Block[],
  names: Names,
  drawButton: (button: Button) => Html,
): Html {
  return html`${blocks.map((block) => drawBlock(block, names, drawButton))}`;
}

function drawBlock(block: Block, names: Names, drawButton: (button: Button) => Html): Html {
  const known = drawnBlock.safeParse(block);
  if (!known.success) return undrawn(block.type);
  const { data } = known;
  switch (data.type) {
    case 'header':
      return html`<p class="block-header">${data.text.text}</p>`;
    case 'section':
      return html`<div class="block-section"><div>${
        data.text ? html`<p>${drawText(data.text, names)}</p>` : null
      }${
        data.fields.length > 0
          ? html`<div class="block-fields">${data.fields.map((field) => html`<p>${drawText(field, names)}</p>`)}</div>`
          : null
      }</div>${data.accessory === undefined ? null : drawElement(data.accessory, drawButton)}</div>`;
    case 'rich_text':
      return html`<div class="block-rich">${drawRichText(data.elements, names)}</div>`;
    case 'context':
      return html`<div class="block-context">${data.elements.map((element) =>
        element.type === 'image'
          ? html`<span class="picture">${element.alt_text}</span>`
          : html`<span>${drawText(element, names)}</span>`,
      )}</div>`;
    case 'actions':
      return html`<div class="block-actions">${data.elements.map((element) => drawElement(element, drawButton))}</div>`;
    case 'divider':
      return html`<hr>`;
    case 'image':
      return html`<p class="picture">${data.title?.text ?? data.alt_text}</p>`;
  }
}

function drawText({ type, text }: TextObject, names: Names): Html {
  return type === 'mrkdwn' ? drawMrkdwn(text, names) : html`${text}`;
}

function drawElement(element: unknown, drawButton: (button: Button) => Html): Html {
  const known = button.safeParse(element);
  return known.success ? drawButton(known.data) : undrawn('element');
}

function undrawn(type: string): Html {
  return html`<p class="undrawn">Slack would show a block of the type <code>${type}</code> here.</p>`;
}
