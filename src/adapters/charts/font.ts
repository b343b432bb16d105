import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What is to be known of a font before a text is set in it. */
export type Font = {
  has(character: string): boolean;
  /** Without kerning, so a little too much rather than too little. */
  widthOf(text: string, size: number): number;
};

export type Weight = 'regular' | 'semibold';

/** Where the fonts are, which lie beside this file in the sources and in the build. */
export const fontFiles: Record<Weight, string> = {
  regular: fileURLToPath(new URL('./fonts/Inter-Regular.otf', import.meta.url)),
  semibold: fileURLToPath(new URL('./fonts/Inter-SemiBold.otf', import.meta.url)),
};

/** Reads the tables of an OpenType font that tell which characters it has and how wide they are. */
export function readFont(file: string): Font {
  const bytes = readFileSync(file);
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = tablesOf(data);
  const unitsPerEm = data.getUint16(table('head') + 18);
  const glyphs = glyphsOf(data, table('cmap'));
  const advances = data.getUint16(table('hhea') + 34);
  const widths = table('hmtx');
  const advanceOf = (character: string) => {
    const glyph = glyphs.get(character.codePointAt(0) ?? 0) ?? 0;
    // All glyphs after the last one that says a width have the same.
    return data.getUint16(widths + 4 * Math.min(glyph, advances - 1));
  };
  return {
    has: (character) => glyphs.has(character.codePointAt(0) ?? 0),
    widthOf: (text, size) =>
      [...text].reduce((sum, character) => sum + advanceOf(character), 0) * (size / unitsPerEm),
  };
}

function tablesOf(data: DataView): (name: string) => number {
  const offsets = new Map<string, number>();
  for (let n = 0; n < data.getUint16(4); n += 1) {
    const entry = 12 + 16 * n;
    const letters = [0, 1, 2, 3].map((at) => data.getUint8(entry + at));
    offsets.set(String.fromCharCode(...letters), data.getUint32(entry + 8));
  }
  return (name) => {
    const offset = offsets.get(name);
    if (offset === undefined) throw new Error(`the font has no table ${name}`);
    return offset;
  };
}

/** Code points and their glyphs, from a mapping of format 4, which knows those below U+10000. */
function glyphsOf(data: DataView, cmap: number): Map<number, number> {
  const count = data.getUint16(cmap + 2);
  const mappings = Array.from({ length: count }, (_, n) => cmap + data.getUint32(cmap + 4 + 8 * n + 4));
  const mapping = mappings.find((offset) => data.getUint16(offset) === 4);
  if (mapping === undefined) throw new Error('the font has no mapping of format 4');
  const twice = data.getUint16(mapping + 6);
  const glyphs = new Map<number, number>();
  for (let at = 0; at < twice; at += 2) {
    const last = data.getUint16(mapping + 14 + at);
    const first = data.getUint16(mapping + 16 + twice + at);
    const delta = data.getUint16(mapping + 16 + 2 * twice + at);
    const place = mapping + 16 + 3 * twice + at;
    const offset = data.getUint16(place);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const listed = offset === 0 ? code : data.getUint16(place + offset + 2 * (code - first));
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}
