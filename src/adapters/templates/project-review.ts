import { cellsOf } from '../../domain/cells.ts';
import { fillKeyInformation } from '../../domain/key-information-table.ts';
import { hashOfCell, looksLikeMark, withMark, writeMark } from '../../domain/mark.ts';
import { findQuickActions, labelsNamed } from '../../domain/quick-actions.ts';
import type { ReviewValues } from '../../domain/review.ts';

/**
 * A review from a project's own issue template. Its quick actions come out, since the bot's rights
 * would carry them out: `/label` and `/confidential` are reported, the others dropped. Cells of its key
 * information are filled; all else stays to the character, `{{ }}` included. A mark that was copied
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
  const filled = fillKeyInformation(kept, cells);
  const hashes = Object.fromEntries(filled.written.map((name) => [name, hashOfCell(cells[name].text)]));
  return {
    description: withMark(filled.text, writeMark({ incident: values.incident, template, cells: hashes })),
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
