import { type Html, html } from './html.ts';

/** Where a link leads: to something that this page shows, or `outside`, in a tab of its own. */
export type Target = { href: string; outside: boolean };

/** What texts of people may link to. */
export type Links = {
  /** An address as somebody wrote it. */
  to(url: string): Target;
  /** `#12`; null: there is none. */
  issue(iid: number): Target | null;
};

/** For texts that stand on a page of their own. */
export const plainLinks: Links = { to: (href) => ({ href, outside: true }), issue: () => null };

export function anchor({ href, outside }: Target, content: Html | string): Html {
  return outside
    ? html`<a href="${safeAddress(href)}" target="_blank" rel="noopener noreferrer">${content}</a>`
    : html`<a href="${href}">${content}</a>`;
}

/** Text of people may name any address; only those of the web become links. */
export function safeAddress(url: string): string {
  return /^(?:https?:|mailto:)/i.test(url) ? url : '#';
}
