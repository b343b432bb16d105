import type MarkdownIt from 'markdown-it';
import { DrawingState } from './state.ts';

/** Draws `- [ ]` and `- [x]` as boxes that know their line, and GitLab's `- [~]` as struck out: it does not apply. */
export function drawBoxes(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'boxes', (state) => {
    const { boxes, lines } = DrawingState.of(state.env);
    for (const [index, inline] of state.tokens.entries()) {
      const item = state.tokens[index - 2];
      const first = inline.children?.[0];
      if (inline.type !== 'inline' || item?.type !== 'list_item_open' || first?.type !== 'text') continue;
      const [whole, mark] = /^\[([ xX~])\](?:\s+|$)/.exec(first.content) ?? [];
      if (whole === undefined || mark === undefined) continue;
      first.content = first.content.slice(whole.length);
      const line = inline.map?.[0] ?? 0;
      const checked = mark.toLowerCase() === 'x' ? ' checked' : '';
      const knows =
        boxes === 'live'
          ? ` data-line="${line}" data-was="${markdown.utils.escapeHtml(lines[line] ?? '')}"`
          : ' disabled';
      const open = new state.Token('html_inline', '', 0);
      const close = new state.Token('html_inline', '', 0);
      if (mark === '~') {
        open.content =
          '<label><input type="checkbox" class="inapplicable" disabled><span class="unseen">Does not apply: </span><s>';
        close.content = '</s></label>';
      } else {
        open.content = `<label><input type="checkbox"${checked}${knows}><span>`;
        close.content = '</span></label>';
      }
      inline.children = [open, ...(inline.children ?? []), close];
      item.attrJoin('class', 'task');
    }
  });
}

const boxed = /^(\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\](?=\s|$)/;

/**
 * The text with one box ticked or cleared. `was` is what stood on its line when it was drawn. null: somebody
 * changed the text meanwhile, and the box cannot be told any more.
 */
export function toggleBox(text: string, box: { line: number; was: string }): string | null {
  const lines = text.split('\n');
  const found = lines[box.line] === box.was ? box.line : onlyIndexOf(lines, box.was);
  const line = lines[found ?? -1];
  if (found === null || line === undefined || !boxed.test(line)) return null;
  lines[found] = line.replace(
    boxed,
    (_all, before: string, mark: string) => `${before}[${mark === ' ' ? 'x' : ' '}]`,
  );
  return lines.join('\n');
}

function onlyIndexOf(lines: string[], wanted: string): number | null {
  const first = lines.indexOf(wanted);
  return first !== -1 && first === lines.lastIndexOf(wanted) ? first : null;
}
