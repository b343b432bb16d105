import type { TokenFacts } from './doctor/facts.ts';
import { tokenDaysLeft } from './doctor/token.ts';
import type { Intent } from './intents.ts';
import type { Warning } from './warning.ts';
import type { Instant } from './words.ts';

const thresholds = [1, 7, 14];

/** The warning that is due for a token, once for each threshold that it has passed; null: none. */
export function tokenWarning({ identity, expiresOn }: TokenFacts, now: Instant): Intent | null {
  if (expiresOn === null) return null;
  const daysLeft = tokenDaysLeft(expiresOn, now);
  const passed = thresholds.find((threshold) => daysLeft <= threshold);
  if (passed === undefined) return null;
  const warning: Warning = { about: 'token', username: identity.username, daysLeft, expiresOn };
  return warn(warning, 'token', identity.id, expiresOn, passed);
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
