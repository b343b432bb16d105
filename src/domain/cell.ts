/** The Markdown of one cell of the key information, safe in a table. `known` is false where it only asks for a value. */
export type Cell = { text: string; known: boolean };
