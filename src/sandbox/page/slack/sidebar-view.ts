import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import type { Scene } from '../scene.ts';
import type { Place } from '../story/acts.ts';
import { addressOf } from '../view.ts';

/** Channels and direct conversations; the script marks those with something unread. */
export function sidebarView({ places, place: chosen, view }: Scene): Html {
  const row = (place: Place): Html => {
    const latest = place.messages.filter(({ onlyFor }) => onlyFor === null).at(-1)?.ts ?? '';
    return html`<li id="place-${place.id}"><a id="place-link-${place.id}" href="${addressOf(view, {
      conversation: place.id,
      tab: 'slack',
    })}" ${place.id === chosen?.id ? html`aria-current="true"` : ''} data-thing="place-${place.id}" data-latest="${latest}">${placeIcon(
      place,
    )}<span class="row-title">${place.name}</span>${
      place.kind === 'channel' && place.channel.archived ? html`<span class="unseen">(archived)</span>` : null
    }</a></li>`;
  };
  const channels = places.filter(({ kind }) => kind === 'channel');
  const directs = places.filter(({ kind }) => kind === 'direct');
  return html`<nav class="sidebar" aria-label="Conversations">
<p id="channels-title">Channels</p><ul aria-labelledby="channels-title">${channels.map(row)}</ul>
<p id="directs-title">Messages from the bot</p>${
    directs.length === 0
      ? html`<p class="nothing">nobody yet</p>`
      : html`<ul aria-labelledby="directs-title">${directs.map(row)}</ul>`
  }</nav>`;
}

export function placeIcon(place: Place): Html {
  if (place.kind === 'direct') return icon('bot');
  if (place.channel.archived) return icon('archive');
  return icon(place.channel.private ? 'lock' : 'hash');
}
