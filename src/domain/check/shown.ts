import { cut, inCode } from '../neutralise.ts';

const longest = 255;
const most = 5;

/** A title, a label, a name or a reference that came from people, as it may stand in a verdict. */
export function shown(text: string): string {
  return inCode(cut(text, longest)) || 'nothing';
}

/** `a, b and c`; what is more than five is counted. */
export function listed(items: string[]): string {
  const kept = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items;
  if (kept.length < 2) return kept.join('');
  return `${kept.slice(0, -1).join(', ')} and ${kept.at(-1)}`;
}
