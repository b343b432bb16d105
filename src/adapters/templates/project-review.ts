import { boxesIn } from '../../domain/boxes/find-boxes.ts';
import { cellsOf } from '../../domain/cells.ts';
import { howFound } from '../../domain/how-found.ts';
import { fillKeyInformation } from '../../domain/key-information-table.ts';
import { hashesOf, hashOfText, looksLikeMark, withMark, writeMark } from '../../domain/mark.ts';
import { findQuickActions, labelsNamed } from '../../domain/quick-actions.ts';
import type { ReviewValues } from '../../domain/review.ts';

/**
 * A review from a project's own issue template. Its quick actions come out, since the bot's rights
 * would carry them out: `/label` and `/confidential` are reported, the others dropped. Cells of its key
 * information are filled, and under the table stands how they were found; all else stays to the character, `{{ }}` included. A mark that was copied
 * into the template comes out too: it is of another incident.
 */
export function projectReview(
  content: string,
  values: ReviewValues,
  template: string,
): { description: string; labels: string[]; confidential: boolean } {
  const text = content.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const actions = findQuickActions(text);
  const taken = new Set(actions.map(({ line }) => line));
  const kept = text
    .split('\n')
    .filter((line, index) => !taken.has(index) && !looksLikeMark(line))
    .join('\n');
  const cells = cellsOf(values);
  const { text: filled, ours, end } = fillKeyInformation(kept, cells);
  const block = howFound(values);
  const body = end === null ? filled : withBlock(filled, end, block);
  const mark = writeMark({
    incident: values.incident,
    template,
    cells: hashesOf(ours),
    blocks: end === null ? {} : { howFound: hashOfText(block) },
    boxes: boxesIn(body),
  });
  return {
    description: withMark(body, mark),
    labels: [
      ...new Set(
        actions
          .filter(({ command }) => command === 'label' || command === 'labels')
          .flatMap(({ argument }) => labelsNamed(argument)),
      ),
    ],
    confidential: actions.some(({ command }) => command === 'confidential'),
  };
}

/** Empty lines around it, for Markdown to see where the table and the HTML end. */
function withBlock(markdown: string, at: number, block: string): string {
  const lines = markdown.split('\n');
  const [before, after] = [lines.slice(0, at), lines.slice(at)];
  const gap = before.at(-1)?.trim() === '' ? [] : [''];
  return [...before, ...gap, block, ...(after[0]?.trim() === '' ? [] : ['']), ...after].join('\n');
}
