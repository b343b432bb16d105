import { inflateSync } from 'node:zlib';

export type Pixels = {
  width: number;
  height: number;
  at(x: number, y: number): [number, number, number, number];
};

/** A PNG as our charts are: eight bits for each of red, green, blue and opacity, not interlaced. */
export function decodePng(png: Buffer): Pixels {
  if (png.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') throw new Error('this is no PNG');
  const data: Buffer[] = [];
  for (let offset = 8; offset < png.length; offset += 12 + png.readUInt32BE(offset)) {
    const length = png.readUInt32BE(offset);
    const name = png.toString('latin1', offset + 4, offset + 8);
    if (name === 'IDAT') data.push(png.subarray(offset + 8, offset + 8 + length));
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const format = [...png.subarray(24, 29)].join(' ');
  if (format !== '8 6 0 0 0') throw new Error(`PNG of format ${format}`);
  const rows = unfilter(inflateSync(Buffer.concat(data)), width * 4, height);
  return {
    width,
    height,
    at: (x, y) => {
      const [red = 0, green = 0, blue = 0, opacity = 0] = rows.subarray((y * width + x) * 4);
      return [red, green, blue, opacity];
    },
  };
}

function unfilter(raw: Buffer, rowBytes: number, height: number): Buffer {
  if (raw.length !== (rowBytes + 1) * height) throw new Error('the PNG has too many bytes, or too few');
  const out = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (rowBytes + 1)];
    for (let x = 0; x < rowBytes; x += 1) {
      const left = x >= 4 ? (out[y * rowBytes + x - 4] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * rowBytes + x] ?? 0) : 0;
      const corner = x >= 4 && y > 0 ? (out[(y - 1) * rowBytes + x - 4] ?? 0) : 0;
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      out[y * rowBytes + x] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + (guesses[filter ?? 0] ?? 0);
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner;
}
