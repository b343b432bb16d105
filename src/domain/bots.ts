/** GitLab names the users of tokens and its own helpers so; a comment tells its author's name and not whether they are one. */
const made = /^(?:(?:project|group)_\d+_bot(?:_?[0-9a-f]+)?|service_account_[\w-]+)$/i;
const named = /(?:^|[-_.])bot\d*$/i;

/** Whether a username is that of a program, as far as a name can tell. */
export function isBotName(username: string): boolean {
  return made.test(username) || named.test(username);
}
