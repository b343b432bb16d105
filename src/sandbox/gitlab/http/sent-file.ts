/** A file as it came in a form. */
export type SentFile = { name: string; type: string; content: Buffer };

/** Only a form has bytes: JSON cannot. */
export function isSentFile(value: unknown): value is SentFile {
  return typeof value === 'object' && value !== null && 'content' in value && Buffer.isBuffer(value.content);
}

/** What was sent, as it is recorded: of a file its size, and not its content. */
export function withoutContents(raw: Record<string, unknown>): Record<string, unknown> {
  const told = (value: unknown): unknown =>
    isSentFile(value) ? { name: value.name, type: value.type, size: value.content.length } : value;
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, told(value)]));
}
