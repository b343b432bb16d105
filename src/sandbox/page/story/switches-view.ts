import { type Html, html } from '../html.ts';
import type { Scene } from '../scene.ts';
import { addressOf } from '../view.ts';
import type { Act } from './acts.ts';

/** What a visitor may break before the incident closes, and mend afterwards. */
export function switchesView({ number, ownChannel }: Act, { view, slackIsDown }: Scene): Html {
  const flip = (name: string, label: string, isOn: boolean): Html =>
    html`<button type="submit" class="switch" role="switch" aria-checked="${String(isOn)}" id="switch-${name}" name="${name}" value="${
      isOn ? 'off' : 'on'
    }"><span class="switch-track" aria-hidden="true"></span>${label}</button>`;
  return html`<form class="switches" method="post" action="${addressOf(view, { act: number }, '/sandbox/switches')}">
${ownChannel ? flip('archived', `#${ownChannel.name} is archived`, ownChannel.archived) : null}
${flip('down', 'Slack is down', slackIsDown)}</form>`;
}
