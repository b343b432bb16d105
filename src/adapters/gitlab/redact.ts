/** Takes a secret out of a text that we did not write ourselves. */
export type Redact = (text: string) => string;

/** A proxy may echo our headers, and the platform quotes header values in its errors: both end up in messages. */
export function redactorOf(token: string): Redact {
  const spellings = [...new Set([token, encodeURIComponent(token)])];
  return (text) => spellings.reduce((clean, spelling) => clean.replaceAll(spelling, '[token]'), text);
}
