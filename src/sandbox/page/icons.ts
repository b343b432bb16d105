import { type Html, unsafeMarkup } from './html.ts';

/** Small drawings in the colour of the text around them; they say nothing that words do not say too. */
const paths = {
  issue: '<circle cx="8" cy="8" r="6"/><circle cx="8" cy="8" r="1.4" fill="currentColor" stroke="none"/>',
  incident: '<path d="M8 2.2 14.4 13.4H1.6Z"/><path d="M8 6.4v3.2M8 11.6v.1"/>',
  done: '<circle cx="8" cy="8" r="6"/><path d="m5.4 8.2 1.8 1.8 3.5-3.8"/>',
  confidential: '<path d="M2 8s2.3-4 6-4 6 4 6 4-2.3 4-6 4-6-4-6-4Z"/><path d="m3 13 10-10"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.5" rx="1.2"/><path d="M5.5 7V5.2a2.5 2.5 0 0 1 5 0V7"/>',
  hash: '<path d="M6.4 2.8 5.2 13.2M10.8 2.8 9.6 13.2M2.8 6h10.6M2.6 10h10.6"/>',
  bookmark: '<path d="M4.2 2.5h7.6v11L8 10.6l-3.8 2.9Z"/>',
  link: '<path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 1 0-3.7-3.7l-.9.9"/><path d="M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 1 0 3.7 3.7l.9-.9"/>',
  calendar:
    '<rect x="2.5" y="3.5" width="11" height="10" rx="1.4"/><path d="M2.5 6.8h11M5.5 2v2.6M10.5 2v2.6"/>',
  send: '<path d="M2.4 13.4 14 8 2.4 2.6l1.9 5.4Zm1.9-5.4H9"/>',
  archive: '<rect x="2" y="3" width="12" height="3.2" rx=".8"/><path d="M3.2 6.2v6.3h9.6V6.2M6.4 9h3.2"/>',
  again: '<path d="M3 8a5 5 0 1 0 1.6-3.7"/><path d="M4.4 1.8v2.8h2.8"/>',
  eye: '<path d="M1.8 8S4 4 8 4s6.2 4 6.2 4S12 12 8 12 1.8 8 1.8 8Z"/><circle cx="8" cy="8" r="1.8"/>',
  bot: '<rect x="2.6" y="5" width="10.8" height="8" rx="2.2"/><path d="M8 5V2.6M5.9 8.3v1.2M10.1 8.3v1.2"/>',
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): Html {
  return unsafeMarkup(
    `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths[name]}</svg>`,
  );
}
