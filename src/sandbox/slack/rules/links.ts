/** A link that somebody wrote, with the host that decides who may unfurl it. */
export type Link = { url: string; domain: string };

const LINK = /https?:\/\/[^\s<>|]+/g;

/** Links in the text of a message, in order, each once. */
export function linksIn(text: string): Link[] {
  const urls = [...new Set(text.match(LINK) ?? [])].filter((url) => URL.canParse(url));
  return urls.map((url) => ({ url, domain: new URL(url).hostname }));
}
