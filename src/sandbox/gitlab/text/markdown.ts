import MarkdownIt from 'markdown-it';

/** CommonMark with GitHub's tables and raw HTML, as GitLab reads it. */
export const markdown = new MarkdownIt('default', { html: true, linkify: false, typographer: false });

/** The same without the look into paragraphs: enough for line maps, and far cheaper on long texts. */
export const blocks = new MarkdownIt('default', { html: true });
blocks.core.ruler.disable(['inline', 'text_join']);

/**
 * GitLab's own multi-line quote, `>>>` on a line of its own up to the next one, is blanked out: nothing in it
 * is a paragraph of the top level. Line numbers stay.
 */
export function withoutFencedQuotes(lines: readonly string[]): string[] {
  const kept = [...lines];
  let start: number | null = null;
  let fence: string | null = null;
  lines.forEach((line, index) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (start === null && mark) {
      if (fence === null) fence = mark;
      else if (line.trim().startsWith(fence)) fence = null;
      return;
    }
    if (fence !== null || line.trimEnd() !== '>>>') return;
    if (start === null) {
      start = index;
      return;
    }
    for (let at = start; at <= index; at += 1) kept[at] = '';
    start = null;
  });
  return kept;
}
