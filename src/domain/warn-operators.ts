import type { TokenFacts } from './doctor/facts.ts';
import { isEnding, tokenDaysLeft } from './doctor/token.ts';
import type { Intent } from './intents.ts';
import type { Warning } from './warning.ts';
import type { Instant } from './words.ts';

/** The warning of a token that is about to end, once for each day on which one may end; null: it is not yet. */
export function tokenWarning({ identity, expiresOn }: TokenFacts, now: Instant): Intent | null {
  if (expiresOn === null) return null;
  const daysLeft = tokenDaysLeft(expiresOn, now);
  if (!isEnding(daysLeft)) return null;
  const warning: Warning = { about: 'token', username: identity.username, daysLeft, expiresOn };
  return warn(warning, 'token', identity.id, expiresOn);
}

/** `since` tells one time that a hook was disabled from another. */
export function hookWarning(
  hook: number,
  since: Instant,
  { project, enabled }: { project: string; enabled: boolean },
): Intent {
  return warn({ about: 'hook', project, enabled }, 'hook', hook, since);
}

function warn(warning: Warning, ...about: (string | number)[]): Intent {
  const key = ['warn-operators', ...about].join(':');
  return { key, subject: 'slack:operators', body: { kind: 'warn-operators', warning } };
}
