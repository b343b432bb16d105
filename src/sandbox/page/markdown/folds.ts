import type MarkdownIt from 'markdown-it';
import { DrawingState } from './state.ts';

const opening = /^(<details(?: open)?>)?\s*(?:<summary>(.*)<\/summary>)?$/;

/**
 * Of HTML only `<details>` and `<summary>` are let through, each on its own line and outside of lists and
 * quotes. Whatever is opened is closed: a text cannot close what the page itself has folded.
 */
export function foldDetails(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'fence',
    'fold',
    (state, startLine, _endLine, silent) => {
      const from = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
      const line = state.src.slice(from, state.eMarks[startLine]).trim();
      if (state.level !== 0 || !line.startsWith('<')) return false;
      const drawing = DrawingState.of(state.env);
      const [, details, summary] = opening.exec(line) ?? [];
      const closes = line === '</details>' && drawing.openFolds > 0;
      const opens = details !== undefined || (summary !== undefined && drawing.openFolds > 0);
      if (!closes && !opens) return false;
      if (silent) return true;
      if (closes) {
        drawing.openFolds -= 1;
        state.push('fold', '', 0).content = '</details>';
      }
      if (details !== undefined) {
        drawing.openFolds += 1;
        state.push('fold', '', 0).content = details;
      }
      if (summary !== undefined) {
        state.push('fold', '', 0).content = `<summary>${markdown.utils.escapeHtml(summary)}</summary>`;
      }
      state.line = startLine + 1;
      return true;
    },
    { alt: ['paragraph'] },
  );
  markdown.core.ruler.after('block', 'close-folds', (state) => {
    const { openFolds } = DrawingState.of(state.env);
    for (let left = openFolds; left > 0; left -= 1) {
      const token = new state.Token('fold', '', 0);
      token.content = '</details>';
      state.tokens.push(token);
    }
  });
  markdown.renderer.rules.fold = (tokens, index) => tokens[index]?.content ?? '';
}
