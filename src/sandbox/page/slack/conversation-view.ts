import type { Persona } from '../../scenario.ts';
import type { ShownMessage } from '../../slack/shown.ts';
import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { type Exchange, linksIn, type Scene } from '../scene.ts';
import type { Place } from '../story/acts.ts';
import { longDay, timeInZone } from '../times.ts';
import { composerView } from './composer-view.ts';
import { messageView, momentOf } from './message-view.ts';
import { namesIn } from './names.ts';
import { placeIcon } from './sidebar-view.ts';

/** One channel or direct conversation, as the person sees it whom the visitor plays. */
export function conversationView(place: Place, scene: Scene): Html {
  const reader = readerOf(place, scene);
  return html`<div class="conversation">
<div class="conversation-head"><h3>${placeIcon(place)} ${place.name}</h3><p>${factsOf(place, scene)}</p></div>
${bookmarksView(place, scene)}
<div class="scroll" id="scroll-${place.id}" data-scroll data-stick role="log" aria-label="Messages in ${place.name}" tabindex="0">
${entriesView(place, reader, scene)}
</div>
${composerView(place, reader, scene)}</div>`;
}

/** In a direct conversation only that one person can be. */
export function readerOf(place: Place, { people, acting }: Pick<Scene, 'people' | 'acting'>): Persona {
  if (place.kind === 'channel') return acting;
  return people.find(({ slackId }) => slackId === place.with) ?? acting;
}

function factsOf(place: Place, { now, people }: Scene): Html {
  if (place.kind === 'direct') {
    const person = people.find(({ slackId }) => slackId === place.with);
    return person
      ? html`${person.name} and the bot alone · ${timeInZone(now, person.timezone)} for them (${person.timezone})`
      : html`direct conversation`;
  }
  const { channel } = place;
  const facts = [
    channel.archived ? 'archived' : null,
    channel.private ? 'private' : null,
    `${channel.members.length} ${channel.members.length === 1 ? 'member' : 'members'}`,
  ];
  return html`${facts.filter((fact) => fact !== null).join(' · ')}`;
}

function bookmarksView(place: Place, scene: Scene): Html | null {
  if (place.kind !== 'channel' || place.channel.bookmarks.length === 0) return null;
  const links = linksIn(scene);
  return html`<ul class="bookmarks" aria-label="Bookmarks">${place.channel.bookmarks.map(
    ({ id, title, link }) => {
      const { href, outside } = links.to(link);
      return html`<li id="bookmark-${id}"><a href="${href}" ${
        outside ? html`target="_blank" rel="noopener noreferrer"` : ''
      }>${icon('bookmark')} ${title}</a></li>`;
    },
  )}</ul>`;
}

type Entry = { at: Date } & ({ message: ShownMessage } | { exchange: Exchange });

function entriesView(place: Place, reader: Persona, scene: Scene): Html {
  const names = namesIn(scene.slack, linksIn(scene));
  const seen = place.messages.filter(({ onlyFor }) => onlyFor === null || onlyFor === reader.slackId);
  const typed = scene.exchanges.filter(
    ({ place: where, user }) => where === place.id && user === reader.slackId,
  );
  const entries: Entry[] = [
    ...typed.map((exchange) => ({ at: exchange.at, exchange })),
    ...seen.map((message) => ({ at: momentOf(message), message })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  if (entries.length === 0) {
    return html`<p class="nothing silence">${
      place.kind === 'channel' ? `Nobody has said anything in #${place.name}.` : 'Nothing yet.'
    }</p>`;
  }
  let day = '';
  return html`<ol class="messages">${entries.map((entry) => {
    const today = longDay(entry.at);
    const isNew = today !== day;
    day = today;
    return html`${
      isNew
        ? html`<li class="day" id="day-${place.id}-${entry.at.toISOString().slice(0, 10)}"><span>${today}</span></li>`
        : null
    }${'message' in entry ? messageView(entry.message, { place, names, scene }) : exchangeView(entry.exchange)}`;
  })}</ol>`;
}

function exchangeView({ id, typed, trouble }: Exchange): Html {
  return html`<li class="typed" id="typed-${id}"><p>${icon('eye')} You typed <code>${typed}</code>${
    trouble === null ? null : html` <strong>${trouble}</strong>`
  }</p></li>`;
}
