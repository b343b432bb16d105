import { type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { toneOf } from './tones.ts';

/** Stands for somebody; the name itself is always beside it. */
export function avatar(name: string): Html {
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('');
  return html`<span class="avatar tone-${toneOf(name)}" aria-hidden="true">${initials}</span>`;
}

export function botAvatar(): Html {
  return html`<span class="avatar bot" aria-hidden="true">${icon('bot')}</span>`;
}
