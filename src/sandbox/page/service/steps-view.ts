import { type Html, html } from '../html.ts';
import { anchor, type Links } from '../links.ts';
import { linksIn, type Scene } from '../scene.ts';
import { drawTime, exactTime, shortDay } from '../times.ts';
import { type Side, speak } from './step-words.ts';
import type { Step } from './steps.ts';

const sideNames: Record<Side, string> = {
  heard: 'heard',
  gitlab: 'GitLab',
  slack: 'Slack',
  metrics: 'metrics',
  app: 'app',
};

/** Below: what the service decided and why, newest first. */
export function stepsView(scene: Scene): Html {
  const { steps } = scene;
  const links = linksIn(scene);
  return html`<section class="pane service" id="service" aria-labelledby="service-title">
<div class="pane-bar"><h2 id="service-title">What the service decided, and why</h2><span>newest first</span></div>
<div class="scroll" id="scroll-service" data-scroll role="region" aria-label="Steps" tabindex="0">
${
  steps.length === 0
    ? html`<p class="nothing">Nothing yet. It waits for GitLab to tell it of something.</p>`
    : html`<ol class="steps" role="log" aria-label="Steps of the service" reversed>${steps.map((step) => stepView(step, links))}</ol>`
}</div></section>`;
}

function stepView(step: Step, links: Links): Html {
  const { at, what, key, outcome, detail } = step;
  const { side, sentence } = speak(step);
  const when = new Date(at);
  return html`<li class="step ${side}" id="step-${idOf(`${what} ${key} ${outcome}`)}">
<span class="step-time">${drawTime(when, exactTime(when))}<span class="step-day">${shortDay(when)}</span></span>
<span class="side">${sideNames[side]}</span>
<div class="step-words"><p><strong>${sentence}</strong> <span class="outcome ${outcome}">${outcomeWords[outcome] ?? outcome}${
    outcome === 'waiting' ? ` ${exactTime(when)}` : null
  }</span></p>
${detail === null ? null : html`<p>${drawReason(detail, links)}</p>`}</div>
<code class="step-key"><span class="unseen">key </span>${key}</code></li>`;
}

const outcomeWords: Record<string, string> = {
  ignored: 'nothing to do',
  waiting: 'next try',
  parked: 'given up',
};

/** An id of letters and digits that is the same whenever the step is drawn. */
function idOf(text: string): string {
  return text.replace(/[^\w]+/g, '-');
}

/** Addresses in a reason become links; of what this page shows itself the path is enough. */
function drawReason(reason: string, links: Links): Html {
  const pieces = reason.split(/(https?:\/\/\S+?)(?=[:;.,]?(?:\s|$))/);
  return html`${pieces.map((piece, index) => {
    if (index % 2 === 0) return html`${piece}`;
    const target = links.to(piece);
    return anchor(target, target.outside ? piece : new URL(piece).pathname);
  })}`;
}
