import type MarkdownIt from 'markdown-it';

/** Comments are not shown. Line numbers stay what they are in the source. */
export function hideComments(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'comment', (state, startLine, endLine, silent) => {
    const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
    if (!state.src.startsWith('<!--', start) || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4)
      return false;
    const found = state.src.indexOf('-->', start + 4);
    // Without an end it hides the rest, as GitLab does.
    const end = found === -1 ? state.src.length : found + 3;
    let line = startLine;
    while (line + 1 < endLine && (state.eMarks[line] ?? 0) < end) line += 1;
    const rest = state.src.slice(end, state.eMarks[line] ?? end).trim();
    if (rest !== '') return false;
    if (!silent) state.line = line + 1;
    return true;
  });
  markdown.inline.ruler.before('autolink', 'comment', (state) => {
    if (!state.src.startsWith('<!--', state.pos)) return false;
    const end = state.src.indexOf('-->', state.pos + 4);
    if (end === -1) return false;
    state.pos = end + 3;
    return true;
  });
}
