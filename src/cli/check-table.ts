import type { Judged } from '../domain/check/evaluate.ts';
import { type VerdictKind, verdictKinds } from '../domain/check/verdict.ts';
import type { Hint } from '../domain/hints/hint.ts';
import { asLine } from '../domain/neutralise.ts';
import { nameOf } from './key-information-table.ts';

const longestLine = 600;

/**
 * The guidelines of one file, a line for each, then what they come to, and what is worth a second look in the form of a
 * compiler's findings. Whatever comes from the text is one line without anything that acts on a terminal.
 */
export function describeCheck(file: string, judged: readonly Judged[], hints: readonly Hint[]): string {
  const name = nameOf(file);
  const [ids, kinds] = [
    widthOf(judged.map(({ id }) => id)),
    widthOf(judged.map(({ verdict }) => verdict.is)),
  ];
  const lines = judged.map(({ id, verdict }) => {
    const todo = verdict.is === 'not-met' ? ` ${verdict.todo}` : '';
    const why = asLine(verdict.because + todo, longestLine);
    return `  ${verdict.is.padEnd(kinds)}  ${id.padEnd(ids)}  ${why}`;
  });
  const counts = verdictKinds.flatMap((kind) => countOf(kind, judged));
  const looks = hints.map(({ about, line, says }) => {
    const place = line === null ? name : `${name}:${line}`;
    return `${place}: ${about}: ${asLine(says, longestLine)}`;
  });
  return [name, ...lines, '', `${counts.join(', ')}.`, ...(looks.length === 0 ? [] : ['', ...looks])].join(
    '\n',
  );
}

function countOf(kind: VerdictKind, judged: readonly Judged[]): string[] {
  const count = judged.filter(({ verdict }) => verdict.is === kind).length;
  return count === 0 ? [] : [`${count} ${kind}`];
}

function widthOf(words: string[]): number {
  return Math.max(0, ...words.map(({ length }) => length));
}
