import type { Finding } from '../reading.ts';
import type { Check } from './case.ts';

/** No start, no end: every text should tell both. */
export const checkMissing: Check = ({ choice, document }) => {
  const found: Finding[] = [];
  const speaks = document.lines.some(({ kind }) => kind !== 'blank');
  if (!choice.start && speaks) {
    found.push({ code: 'start-missing', line: null, message: 'nothing says when the impact began' });
  }
  if (!choice.end && speaks) {
    found.push({ code: 'end-missing', line: null, message: 'nothing says when the service was restored' });
  }
  return found;
};
