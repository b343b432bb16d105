import { asJson } from './as-json.ts';

/** Prints one JSON array, element by element, so that none has to be held until the last is known. */
export function jsonArray(print: (text: string) => void): { add(element: unknown): void; end(): void } {
  // Whether a comma follows is known with the next one.
  let last: string | null = null;
  return {
    add: (element) => {
      print(last === null ? '[' : `${last},`);
      last = asJson(element).replace(/^/gm, '  ');
    },
    end: () => print(last === null ? '[]' : `${last}\n]`),
  };
}
