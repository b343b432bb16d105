import { type Html, html } from '../html.ts';
import type { Scene } from '../scene.ts';
import type { Act } from './acts.ts';

/** The title of an act, and what to look at, for as far as it has come. */
export function actWords(act: Act, scene: Scene): { title: string; caption: Html } {
  const title = titles[act.number - 1] ?? 'An incident closes';
  if (act.progress === 'waiting') return { title, caption: html`${before[act.number - 1] ?? ''}` };
  if (act.progress === 'closed') {
    return { title, caption: html`Closed. The service reads the incident and writes its review …` };
  }
  if (act.progress === 'opened') return { title, caption: notToldYet(scene) };
  return { title, caption: told(act, scene) };
}

const titles = ['An incident closes', 'A confidential one closes', 'And if Slack is not well?'];

const before = [
  'The runner outage is over. Dora, who led the response, closes the incident, and then nobody has to remember anything.',
  'Deploy credentials could be read in job logs. Close this one and watch for what is not said.',
  'Flip a switch or two, close the incident, and see where its announcement goes instead.',
];

function notToldYet({ slackIsDown }: Scene): Html {
  return slackIsDown
    ? html`<strong>The review is open all the same.</strong> Slack is down, so the announcement waits. Bring Slack
back, and it is made within seconds; an hour forward works as well.`
    : html`<strong>The review is open.</strong> Its announcement follows …`;
}

function told(act: Act, scene: Scene): Html {
  const { toldIn, ownChannel, incident, review } = act;
  if (toldIn === null) return html``;
  if (incident.confidential) {
    const silent = scene.slack.channels.map(({ name }) => `#${name}`);
    return html`<strong>No channel says a word,</strong> not even ${
      ownChannel ? `#${ownChannel.name}` : (silent[0] ?? '')
    }. The review is confidential too, and its owner, ${toldIn.name}, was told alone.`;
  }
  if (toldIn.kind === 'direct') {
    return html`<strong>No channel could take it,</strong> so its owner, ${toldIn.name}, was told directly.`;
  }
  if (toldIn.id === ownChannel?.id) {
    return act.number === 1
      ? html`<strong>The review is there, and #${toldIn.name} knows.</strong> Owner, due date, labels and times come from
the incident, the rest from people. Write the summary: some seconds later its box is ticked.`
      : html`<strong>All went well,</strong> so #${toldIn.name} heard of it. Start over, and flip a switch before you close it.`;
  }
  return html`<strong>It went to #${toldIn.name} instead:</strong> ${
    ownChannel?.archived ? `#${ownChannel.name} is archived` : 'the incident’s own channel could not take it'
  }. The service’s own record of review #${review?.iid ?? ''} says so, below.`;
}
