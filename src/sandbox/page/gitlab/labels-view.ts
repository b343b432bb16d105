import { type Html, html } from '../html.ts';
import { toneOf } from '../tones.ts';

/** Labels as GitLab shows them: of `scope::value` the scope is filled, the value is framed. */
export function labelsView(labels: readonly string[]): Html {
  return html`<span class="labels">${labels.map((label) => {
    const [, scope, value] = /^(.+)::(.+?)$/.exec(label) ?? [];
    const tone = html`tone-${toneOf(label)}`;
    return scope === undefined
      ? html`<span class="label ${tone}"><span class="label-scope">${label}</span></span> `
      : html`<span class="label ${tone}"><span class="label-scope">${scope}</span><span class="label-value"><span class="unseen">::</span>${value ?? ''}</span></span> `;
  })}</span>`;
}
