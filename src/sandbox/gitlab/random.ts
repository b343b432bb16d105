/** Randomness that repeats with its seed, so that a failing story can be played again. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number;
  uuid(): string;
  hex(length: number): string;
};

/** mulberry32: small, fast, and good enough to shake tests; never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const hex = (length: number): string =>
    Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');
  const uuid = (): string =>
    [hex(8), hex(4), `4${hex(3)}`, `${'89ab'.charAt(Math.floor(next() * 4))}${hex(3)}`, hex(12)].join('-');
  return { next, uuid, hex };
}
