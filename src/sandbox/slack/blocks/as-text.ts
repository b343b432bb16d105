/** Anything that came in, as it may be said; an object has no text of its own, or a broken one. */
export function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
