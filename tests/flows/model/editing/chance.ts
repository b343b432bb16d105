/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export type Chance = {
  /** 0 to `below` - 1. */
  upTo(below: number): number;
  /** Whether something happens that happens `percent` times in a hundred. */
  happens(percent: number): boolean;
  one<T>(of: readonly T[]): T | undefined;
};

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number) => Math.floor(next() * below);
  return { upTo, happens: (percent) => next() * 100 < percent, one: (of) => of[upTo(of.length)] };
}
