import { type CellName, cellNames, cellTitles } from '../cells.ts';
import { lettersOf } from '../headings.ts';
import { isInnerTitle, isKnownTitle } from './titles.ts';

/** No title of ours is longer. */
const longestTitle = 60;

const cellNamed = new Map(cellNames.map((name): [string, CellName] => [lettersOf(cellTitles[name]), name]));

const cellForm = new RegExp(`^(${Object.values(cellTitles).join('|')})(?:[\\s:|]+(.*))?$`, 'i');

/** A text that lost its marks, as the copy of a page does: lines that are a title of ours become headings. */
export function asMarkdown(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const isTitle = line.length <= longestTitle && /^\p{L}/u.test(line) && isKnownTitle(line);
      return isTitle ? `${isInnerTitle(line) ? '###' : '##'} ${line}` : line;
    })
    .join('\n');
}

/** The key information of such a copy: below each title what stands up to the next title or heading. */
export function cellsOfCopy(lines: string[]): Partial<Record<CellName, string>> | null {
  const found = new Map<CellName, string[]>();
  let current: string[] | null = null;
  for (const line of lines) {
    const [, title, beside = ''] = cellForm.exec(line.trim().slice(0, 1_000)) ?? [];
    const name = title === undefined ? undefined : cellNamed.get(lettersOf(title));
    if (/^###? /.test(line)) current = null;
    else if (name !== undefined && !found.has(name)) {
      current = [beside];
      found.set(name, current);
    } else current?.push(line.trim());
  }
  if (found.size < 2) return null;
  return Object.fromEntries([...found].map(([name, words]) => [name, words.join(' ').trim()]));
}
