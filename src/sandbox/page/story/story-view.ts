import { headOf } from '../gitlab/activity-view.ts';
import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import type { Scene } from '../scene.ts';
import { addressOf } from '../view.ts';
import { actWords } from './act-words.ts';
import type { Act } from './acts.ts';
import { switchesView } from './switches-view.ts';

const progressWords = {
  waiting: 'not begun',
  closed: 'the service is at work',
  opened: 'review open',
  told: 'done',
} as const;

/** Above everything: what there is to see, as a story in three acts. */
export function storyView(scene: Scene): Html {
  return html`<section class="story" aria-label="The story, in three acts">${scene.acts.map((act) =>
    actView(act, scene),
  )}</section>`;
}

function actView(act: Act, scene: Scene): Html {
  const { number, progress, incident } = act;
  const { view } = scene;
  const { title, caption } = actWords(act, scene);
  const isChosen = number === view.act;
  return html`<article class="act ${progress} ${isChosen ? 'chosen' : ''}" id="act-${number}" tabindex="-1" aria-labelledby="act-title-${number}">
<h2 id="act-title-${number}"><a id="act-link-${number}" href="${addressOf(view, {
    act: number,
    issue: null,
    conversation: null,
  })}" ${isChosen ? html`aria-current="true"` : ''}><span class="act-number" aria-hidden="true">${
    progress === 'told' ? icon('done') : number
  }</span><span>${title}</span> <span class="unseen">(act ${number}, ${progressWords[progress]})</span></a></h2>
<div class="act-body">
<p id="caption-${number}" role="status">${caption}</p>
${number === 3 ? switchesView(act, scene) : null}
${
  incident.state === 'opened'
    ? html`<form method="post" action="${addressOf(view, { act: number }, `/sandbox/acts/${number}/close`)}" data-then="act-${number}">
<button type="submit" id="close-${number}">Close incident #${incident.iid}</button></form>`
    : pointersView(act, scene)
}</div></article>`;
}

/** Where to look now. */
function pointersView({ number, review, toldIn, incident }: Act, { view }: Scene): Html {
  const issue = review ?? incident;
  // The first that its author says of a review is how far its guidelines are.
  const judgement = review?.notes.find(({ system, author }) => !system && author === review.author);
  const to = (change: Parameters<typeof addressOf>[1]): string =>
    addressOf({ ...view, act: number, issue: null, conversation: null }, change);
  return html`<p class="pointers"><a class="button quiet" href="${to({ tab: 'gitlab' })}">${
    review ? 'Review' : 'Incident'
  } #${issue.iid}</a>${
    toldIn
      ? html` <a class="button quiet" href="${to({ tab: 'slack' })}">${
          toldIn.kind === 'channel' ? `#${toldIn.name}` : `Message to ${toldIn.name}`
        }</a>`
      : null
  }${
    judgement
      ? html` <a class="button quiet" href="${to({ tab: 'gitlab' })}#${headOf(judgement)}">What is left</a>`
      : null
  } <a class="button quiet" href="${to({ tab: 'service' })}#service">Why</a></p>`;
}
