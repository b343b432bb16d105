import { alignColumns } from '../table.ts';

/** The last `words` columns hold words; all between them and the first hold figures. */
export type Table = { title: string; headings: string[]; rows: string[][]; words: number };

export function renderText({ title, headings, rows, words }: Table): string {
  return `${title}\n\n${alignColumns([headings, ...rows], { leftAtEnd: words })}`;
}

export function renderMarkdown({ title, headings, rows, words }: Table): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = headings.map((_, column) =>
    column === 0 || column >= headings.length - words ? '---' : '---:',
  );
  return [`${title}:`, '', line(headings), line(rule), ...rows.map(line)].join('\n');
}

/** `91 %`; of nothing there is no share. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;
}

export function shareOf(part: number, whole: number): string {
  return whole === 0 ? '' : `${share(part, whole)} (${part} of ${whole})`;
}
