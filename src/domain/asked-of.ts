import { asCode, asLink, cut, inCode, inWords } from './neutralise.ts';

/** A metrics source as people may read it, with the link to the query where there is one. */
export function askedOf({ source, link }: { source: string; link: string | null }): string {
  const url = link === null ? null : asLink(link);
  return url === null ? inCode(source) : `[${inWords(source)}](${url})`;
}

const longestQuery = 1_000;

/** A query to the character, for lines that stand in no table. */
export function queryText(query: string): string {
  return asCode(cut(query, longestQuery));
}
