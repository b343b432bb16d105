/**
 * A text as it is searched: letters and digits alone, in lower case. So a title is found however it was escaped
 * (JSON's escapes too), neutralised or set in Markdown.
 */
export function folded(text: string): string {
  return text
    .replace(/\\(?:\\|[bfnrt]|u[0-9a-f]{4})/gi, '')
    .replace(/&(?:amp|lt|gt|quot|#\d+);/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}

/** What is written of a title in the shortest place: more may have been cut. */
const enough = 40;

/** A title as it is searched for; null for one of signs alone. As JSON, in which a backslash stands twice. */
export function needleOf(title: string): string | null {
  return folded(JSON.stringify(title)).slice(0, enough) || null;
}

/** Whether a folded text shows a needle elsewhere than in longer titles, which everybody may read. */
export function showsBesides(text: string, needle: string, open: readonly string[]): boolean {
  const longer = open.map((title) => folded(JSON.stringify(title))).filter((one) => one.includes(needle));
  return longer.reduce((rest, one) => rest.replaceAll(one, '|'), text).includes(needle);
}

/** Whether a text names what ends with a number (an address, a reference), and not one with a longer number. */
export function names(text: string, link: string): boolean {
  return text.split(link).some((rest, n) => n > 0 && !/^\d/.test(rest));
}

/** Errors too, with their causes, which JSON would leave out. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Error
      ? { ...one, name: one.name, message: one.message, stack: one.stack, cause: one.cause }
      : one,
  );
}
