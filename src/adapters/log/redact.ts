const censored = '[redacted]';
const secretKey = /token|secret|password|passphrase|authorization|cookie|signature|api[-_]?key/i;
/** GitLab's access tokens, Slack's tokens, signing tokens of Standard Webhooks, credentials in a URL. */
const secretText =
  /\b(?:gl[a-z]{2,6}-|xox[a-z]-|xapp-|whsec_)[\w.+/=-]{6,}|(?<=:\/\/[^\s/:@]{0,256}:)[^\s/@]+(?=@)/g;

const depthLimit = 6;
const textLimit = 8_192;

/**
 * Makes fields fit for a log line: nothing that looks like a secret by its key or by its shape, none
 * of the `secrets` we know, errors as plain objects with their causes, no endless depth or length.
 * Numbers and booleans under a secret's name stay (`tokenDaysLeft`): they are no secrets.
 */
export function redact(fields: Record<string, unknown>, secrets: readonly string[]): Record<string, unknown> {
  return redactObject(fields, secrets, 0);
}

function redactObject(source: object, secrets: readonly string[], depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(source)) {
    const harmless = value === null || ['number', 'boolean', 'undefined'].includes(typeof value);
    clean[key] = secretKey.test(key) && !harmless ? censored : redactValue(value, secrets, depth + 1);
  }
  return clean;
}

function redactValue(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthLimit) return '[deep]';
  if (value instanceof Error) return redactError(value, secrets, depth);
  if (value instanceof Date) return value;
  if (value instanceof URL) return redactText(value.href, secrets);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets, depth + 1));
  return redactObject(value, secrets, depth);
}

function redactError(error: Error, secrets: readonly string[], depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return {
    ...redactObject(error, secrets, depth),
    name,
    message: redactText(message, secrets),
    ...(stack === undefined ? {} : { stack: redactText(stack, secrets) }),
    ...(cause === undefined ? {} : { cause: redactValue(cause, secrets, depth + 1) }),
  };
}

/** A text without secrets, and cut where it is endless. */
export function redactText(text: string, secrets: readonly string[]): string {
  // Cut first: nothing may cost time in proportion to what a stranger sent. But not through a secret.
  const longest = secrets.reduce((most, secret) => Math.max(most, secret.length), 0);
  const isLong = text.length > textLimit + longest;
  let clean = isLong ? text.slice(0, textLimit + longest) : text;
  for (const secret of secrets) clean = clean.replaceAll(secret, censored);
  if (isLong) clean = `${clean.slice(0, Math.min(textLimit, clean.length - longest))}…`;
  return clean.replace(secretText, censored);
}
