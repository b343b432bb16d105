import type { Persona } from '../../scenario.ts';
import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import type { Scene } from '../scene.ts';
import type { Place } from '../story/acts.ts';
import { addressOf } from '../view.ts';

/** Where a visitor types, as somebody of the workspace; or why they cannot. */
export function composerView(place: Place, reader: Persona, { view, slackIsDown }: Scene): Html {
  const why = whyNot(place, reader, slackIsDown);
  if (why !== null) return html`<p class="composer-off" id="composer-off-${place.id}">${why}</p>`;
  return html`<form class="composer" method="post" action="${addressOf(
    view,
    { conversation: place.id, tab: 'slack' },
    '/sandbox/slack/say',
  )}" data-clear>
<label for="composer-${place.id}">Write as ${reader.name}; commands begin with a slash</label>
<div class="composer-box"><input type="text" id="composer-${place.id}" name="text" required maxlength="3000" autocomplete="off" spellcheck="false" placeholder="/incident-review help">
<button type="submit" id="send-${place.id}" aria-label="Send">${icon('send')}</button></div></form>`;
}

function whyNot(place: Place, reader: Persona, slackIsDown: boolean): Html | null {
  if (slackIsDown) return html`Slack is down: nobody can write anything.`;
  if (place.kind === 'direct') return null;
  if (place.channel.archived)
    return html`${icon('archive')} This channel is archived: it can be read, but not written to.`;
  if (!place.channel.members.includes(reader.slackId)) {
    return html`${reader.name} is not in this channel. Be somebody else, at the top of the page.`;
  }
  return null;
}
