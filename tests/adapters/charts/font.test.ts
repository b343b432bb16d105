import { describe, expect, it } from 'vitest';
import { fitText } from '../../../src/adapters/charts/fit-text.ts';
import { fontFiles, readFont } from '../../../src/adapters/charts/font.ts';

const regular = readFont(fontFiles.regular);
const semibold = readFont(fontFiles.semibold);

describe('the font', () => {
  it.each([
    'Error ratio 0123456789',
    'Zürich, Łódź, İstanbul, Đồng',
    'Πληρωμές',
    'Платежи',
    '≈ 5 % · “…” – − € → ≤',
  ])('has %s', (text) => {
    expect([...text].filter((character) => !regular.has(character) || !semibold.has(character))).toEqual([]);
  });

  it.each(['支', '🔥', '\uFFFE', '\u0000', 'ا'])('does not have %j', (character) => {
    expect(regular.has(character)).toBe(false);
  });

  it('knows how wide its letters are', () => {
    // As another reader of fonts says them, in the 2,816 parts of an em.
    expect([' ', '0', 'm', 'W'].map((letter) => regular.widthOf(letter, 2_816))).toEqual([
      792, 1_760, 2_448, 2_672,
    ]);
    expect(regular.widthOf('m0', 1_408)).toBe((2_448 + 1_760) / 2);
    expect(semibold.widthOf('Error ratio', 18)).toBeGreaterThan(regular.widthOf('Error ratio', 18));
  });
});

describe('a text that has to fit', () => {
  const size = 18;
  const shownIn = (text: string, width = 300) => fitText(text, regular, { size, width });

  it.each([
    ['CI Runners', 'CI Runners'],
    ['', ''],
    ['支付服务', ''],
    ['🔥', ''],
    ['🔥🔥 CI 👩‍💻', '… CI…'],
    ['Pay 支付 ment', 'Pay … ment'],
  ])('shows %j as %j', (text, shown) => {
    expect(shownIn(text)).toBe(shown);
  });

  it('is cut where the room ends', () => {
    const shown = shownIn('A very long name of a service that nobody can remember');
    expect(shown).toMatch(/^A very long name.*\S…$/);
    expect(regular.widthOf(shown, size)).toBeLessThanOrEqual(300);
    expect(shownIn('Anything', 3)).toBe('');
  });
});
