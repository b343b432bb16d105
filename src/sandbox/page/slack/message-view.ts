import type { ShownMessage } from '../../slack/shown.ts';
import { avatar, botAvatar } from '../avatar.ts';
import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import type { Scene } from '../scene.ts';
import type { Place } from '../story/acts.ts';
import { drawTime, hourAndMinute } from '../times.ts';
import { addressOf } from '../view.ts';
import type { Button } from './block-shapes.ts';
import { drawBlocks } from './draw-blocks.ts';
import { drawMrkdwn } from './draw-mrkdwn.ts';
import type { Names } from './names.ts';

type Setting = { place: Place; names: Names; scene: Pick<Scene, 'view' | 'slack' | 'bot'> };

/** When a message was written: its `ts` is seconds since 1970. */
export function momentOf({ ts }: Pick<ShownMessage, 'ts'>): Date {
  return new Date(Number(ts) * 1000);
}

export function messageView(message: ShownMessage, setting: Setting): Html {
  const { place, names, scene } = setting;
  const isBot = message.user === scene.bot;
  const name = isBot ? 'Incident Reviews' : names.user(message.user);
  const at = momentOf(message);
  return html`<li class="message ${message.onlyFor === null ? '' : 'ephemeral'} ${
    message.thread === null ? '' : 'reply'
  }" id="message-${place.id}-${message.ts.replace('.', '-')}">
${isBot ? botAvatar() : avatar(name)}
<div class="message-body"><p class="message-head"><strong>${name}</strong>${
    isBot ? html` <span class="tag">App</span>` : null
  } ${drawTime(at, hourAndMinute(at))}${message.edited ? html` <span class="hint">(edited)</span>` : null}</p>
${message.onlyFor === null ? null : html`<p class="hint">${icon('eye')} Only visible to you</p>`}
<div class="blocks">${
    message.blocks.length > 0
      ? drawBlocks(message.blocks, names, (button) => buttonView(button, message, setting))
      : html`<p>${drawMrkdwn(message.text, names)}</p>`
  }</div></div></li>`;
}

/** Slack opens the link of a button and tells the app of the click as well. */
function buttonView(button: Button, { ts }: ShownMessage, { place, scene }: Setting): Html {
  const label = button.text.text;
  const style = button.style ?? 'plain';
  const action = addressOf(scene.view, { conversation: place.id }, '/sandbox/slack/click');
  if (button.url !== undefined && /^https?:/i.test(button.url)) {
    return html`<a class="slack-button ${style}" href="${button.url}" target="_blank" rel="noopener noreferrer" data-click="${action}" data-ts="${ts}">${label}</a>`;
  }
  return html`<form method="post" action="${action}"><input type="hidden" name="ts" value="${ts}">
<button type="submit" class="slack-button ${style}" name="label" value="${label}">${label}</button></form>`;
}
