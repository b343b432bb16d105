import { avatar, botAvatar } from '../avatar.ts';
import { type Html, html } from '../html.ts';

/** Name by username; null: a bot. */
export type NameOf = { nameOf(username: string): string | null };

export function nameIn(people: readonly { username: string; name: string }[]): NameOf['nameOf'] {
  return (username) => people.find((person) => person.username === username)?.name ?? null;
}

export function personView(username: string, { nameOf }: NameOf): Html {
  const name = nameOf(username);
  return html`<span class="person">${name === null ? botAvatar() : avatar(name)}<span>${name ?? username}</span></span>`;
}

export function nameOr(username: string, { nameOf }: NameOf): string {
  return nameOf(username) ?? username;
}
