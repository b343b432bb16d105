import { readFileSync } from 'node:fs';

/** Whether a test file compares with the oracles, and may be left out where they are missing: it imports them. */
export function comparesWithOracles(testFile: string): boolean {
  return /^import .* from '(?:\.\/|(?:\.\.\/)+)oracles\.ts';$/m.test(readFileSync(testFile, 'utf8'));
}
