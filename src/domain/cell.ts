/**
 * The Markdown of one cell of the key information, safe in a table. `known` is false where it only asks for a value. `leaves`:
 * what of ours it does not take the place of.
 */
export type Cell = { text: string; known: boolean; leaves?: (stands: string) => boolean };
