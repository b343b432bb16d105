import type { Random } from '../gitlab/random.ts';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `C` and ten letters and digits, as Slack's newer ids look. */
export function newId(
  random: Random,
  kind: 'T' | 'U' | 'B' | 'A' | 'C' | 'D' | 'V' | 'F' | 'Bk' | 'Ev',
): string {
  const rest = Array.from({ length: 9 }, () => LETTERS.charAt(Math.floor(random.next() * LETTERS.length)));
  return `${kind}0${rest.join('')}`;
}

/** Seconds with six digits behind the point; unique and rising over the whole workspace, as long as it lives. */
export function createTs(now: () => Date): () => string {
  let lastMicros = 0;
  return () => {
    lastMicros = Math.max(now().getTime() * 1000, lastMicros + 1);
    const seconds = Math.floor(lastMicros / 1_000_000);
    return `${seconds}.${String(lastMicros % 1_000_000).padStart(6, '0')}`;
  };
}
