/**
 * Prints one JSON array, element by element, so that none has to be held until the last is known. What would act
 * on a terminal is escaped: JSON itself does so with a part of the control characters alone.
 */
export function jsonArray(print: (text: string) => void): { add(element: unknown): void; end(): void } {
  // Whether a comma follows is known with the next one.
  let last: string | null = null;
  return {
    add: (element) => {
      print(last === null ? '[' : `${last},`);
      last = escaped(JSON.stringify(element, null, 2)).replace(/^/gm, '  ');
    },
    end: () => print(last === null ? '[]' : `${last}\n]`),
  };
}

/** The rest of the control characters, line ends of Unicode, and what turns the direction of writing. */
const acting = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

function escaped(json: string): string {
  return json.replace(acting, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
