/** A value as JSON in which nothing acts on a terminal: JSON itself escapes a part of the control characters alone. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    acting,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The rest of the control characters, line ends of Unicode, and what turns the direction of writing. */
const acting = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;
