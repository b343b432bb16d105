import type { Font } from './font.ts';

/**
 * As much of a text as the font can show and the width can hold. `…` stands for the rest: a box in place of a letter
 * tells nobody anything.
 */
export function fitText(text: string, font: Font, { size, width }: { size: number; width: number }): string {
  const letters = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  const shown = letters.map((letter) => ([...letter].every(font.has) ? letter : '…'));
  const whole = tidy(shown.join(''));
  if (whole === '…') return '';
  if (font.widthOf(whole, size) <= width) return whole;
  for (let count = shown.length - 1; count > 0; count -= 1) {
    const cut = tidy(`${shown.slice(0, count).join('')}…`);
    if (cut !== '…' && font.widthOf(cut, size) <= width) return cut;
  }
  return '';
}

function tidy(text: string): string {
  return text
    .replace(/(?:…\s*)+…/g, '…')
    .replace(/\s+…$/, '…')
    .trim();
}
