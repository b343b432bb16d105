import type { Leap } from '../clock.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';
import type { Scene } from './scene.ts';
import { dayWithYear, drawTime, hourAndMinute } from './times.ts';
import { addressOf } from './view.ts';

const leapWords: Record<Leap, { short: string; long: string }> = {
  hour: { short: '+1 h', long: 'Move the time forward by one hour' },
  day: { short: '+1 day', long: 'Move the time forward by one day' },
  workday: {
    short: 'Next workday 09:00',
    long: 'Move the time forward to nine o’clock on the next working day',
  },
};

/** Who one is, what time it is, and the way back to the beginning. */
export function headerView(scene: Scene): Html {
  return html`<header class="top">
<div class="brand">${icon('bot')}<div>
<h1>incident-review-bot</h1>
<p>The real service, with a GitLab and a Slack of its own. Nothing leaves this machine.</p>
</div></div>
<div class="tools">${personaView(scene)}${clockView(scene)}
<form method="post" action="/sandbox/over" data-over>
<button type="submit" class="quiet" id="over">${icon('again')} Start over</button></form>
</div></header>`;
}

function personaView({ view, people, acting }: Scene): Html {
  const kept = new URL(addressOf(view), 'http://localhost').searchParams;
  kept.delete('as');
  return html`<form class="persona" method="get" action="/">
<label for="as">You are</label>
<select id="as" name="as" data-go>${people.map(
    ({ username, name }) =>
      html`<option value="${username}" ${username === acting.username ? html`selected` : ''}>${name}</option>`,
  )}</select>
${[...kept].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<noscript><button type="submit" class="quiet">Be them</button></noscript>
</form>`;
}

function clockView({ view, now }: Scene): Html {
  return html`<form class="clock" method="post" action="${addressOf(view, {}, '/sandbox/time')}">
<p><span class="unseen">Time in the sandbox: </span>${drawTime(
    now,
    `${dayWithYear(now)}, ${hourAndMinute(now)}`,
  )} UTC</p>
<div class="joined">${(['hour', 'day', 'workday'] as const).map(
    (leap) =>
      html`<button type="submit" class="quiet" id="leap-${leap}" name="leap" value="${leap}" aria-label="${
        leapWords[leap].long
      }">${leapWords[leap].short}</button>`,
  )}</div></form>`;
}
