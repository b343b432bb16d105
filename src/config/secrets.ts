import type { Reading } from './environment.ts';

/** Values of secrets are never shown: what is wrong is told by their length or their first letters at most. */

const leastLength = 16;
const leastBytes = 16;

/** What another system made and knows: a token for an HTTP header. */
export function readToken(text: string): Reading<string> {
  return /^[\x21-\x7e]+$/.test(text)
    ? { value: text }
    : {
        found: `${lengthOf(text)}, some of which are spaces or no ASCII`,
        allowed: 'the token alone, on one line',
      };
}

/** A token whose first letters tell what it is for, such as `xoxb-`. */
export function readTokenOf(prefixes: string[]): (text: string) => Reading<string> {
  return (text) =>
    prefixes.some((prefix) => text.startsWith(prefix))
      ? readToken(text)
      : {
          found: `${lengthOf(text)} that begin otherwise`,
          allowed: `a token that begins with ${prefixes.join(' or ')}`,
        };
}

/** A secret that proves who sends. */
export function readSecret(text: string): Reading<string> {
  return text.length >= leastLength
    ? { value: text }
    : { found: lengthOf(text), allowed: `at least ${leastLength} characters` };
}

/** Secrets separated by commas, for rotation. */
export function readSecrets(text: string): Reading<string[]> {
  return readEach(text, (part) => {
    const reading = readSecret(part);
    return 'value' in reading ? reading : { ...reading, mend: howToMakeOne };
  });
}

/** `whsec_` and base64, separated by commas. The base64 comes back in its canonical form. */
export function readSigningTokens(text: string): Reading<string[]> {
  return readEach(text, readSigningToken);
}

function readSigningToken(text: string): Reading<string> {
  const allowed = `whsec_ and the base64 of at least ${leastBytes} bytes, as GitLab shows it`;
  if (!text.startsWith('whsec_')) return { found: `${lengthOf(text)} that begin otherwise`, allowed };
  const encoded = text.slice('whsec_'.length);
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && encoded.replace(/=+$/, '').length % 4 !== 1;
  if (!isBase64) return { found: 'whsec_ and something that is not base64', allowed };
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length < leastBytes) return { found: `whsec_ and ${bytes.length} bytes`, allowed };
  return { value: `whsec_${bytes.toString('base64')}` };
}

const howToMakeOne = 'make one with: openssl rand -hex 32';

function readEach(text: string, readOne: (text: string) => Reading<string>): Reading<string[]> {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return { found: 'commas alone', allowed: 'one secret or several' };
  const values: string[] = [];
  const wrong: Exclude<Reading<string>, { value: string }>[] = [];
  for (const [index, part] of parts.entries()) {
    const reading = readOne(part);
    if ('value' in reading) values.push(reading.value);
    else if (parts.length === 1) return reading;
    else wrong.push({ ...reading, found: `${reading.found} (number ${index + 1} of ${parts.length})` });
  }
  const [first] = wrong;
  return first ? { ...first, found: wrong.map(({ found }) => found).join('; ') } : { value: values };
}

function lengthOf(text: string): string {
  return text.length === 1 ? '1 character' : `${text.length} characters`;
}
