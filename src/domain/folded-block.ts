/** Lines of a text, from the first to the one after the last. */
export type Span = { from: number; to: number };

/** Where the folded block with this line of summary stands in a text; null: nowhere whole. */
export function findFolded(lines: string[], summary: string): Span | null {
  const at = lines.findIndex((line) => line.trim() === summary);
  if (at < 1 || lines[at - 1]?.trim() !== '<details>') return null;
  const length = lines.slice(at).findIndex((line) => line.trim() === '</details>');
  return length < 0 ? null : { from: at - 1, to: at + length + 1 };
}
