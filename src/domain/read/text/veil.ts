/**
 * Takes what is not in the writer's own voice out of the lines of a document, one after another: fences of code,
 * `<pre>`, comments, GitLab's `>>>` quotes, and what is struck out over several lines.
 */
export type Veil = {
  /** What may be read of the next line; null: nothing. `next` are the lines that follow it. */
  read(source: string, next: string[]): string | null;
};

const fenceForm = /^\s{0,12}(?:[-*+>]\s+|\d{1,9}[.)]\s+)*(`{3,}|~{3,})([^\n]*)$/;
/** How far a strike may go on; a lone `~~` strikes nothing. */
export const longestStrike = 5;

export function newVeil(): Veil {
  let fence: string | null = null;
  let isCommented = false;
  let isPreformatted = false;
  let isQuoted = false;
  let isStruck = false;
  return {
    read: (source, next) => {
      if (fence !== null) {
        if (closesFence(source, fence)) fence = null;
        return null;
      }
      if (/^\s*>>>\s*$/.test(source)) {
        isQuoted = !isQuoted;
        return null;
      }
      if (isQuoted) return null;
      const seen = withoutComment(source, isCommented);
      isCommented = seen.open;
      const plain = withoutPreformatted(seen.text, isPreformatted);
      isPreformatted = plain.open;
      if (plain.text === '' && source !== '') return null;
      const opened = fenceForm.exec(plain.text);
      if (opened && !(opened[2] ?? '').includes('`')) {
        fence = opened[1] ?? '```';
        return null;
      }
      const struck = withoutStruck(plain.text, isStruck, next);
      isStruck = struck.open;
      return struck.text;
    },
  };
}

function closesFence(source: string, fence: string): boolean {
  const marks = source.trim();
  return marks.length >= fence.length && marks === (fence[0] ?? '`').repeat(marks.length);
}

type Cut = { text: string; open: boolean };

/** A comment may span lines; what is outside of it stays. `<!-->` is a whole one. */
function withoutComment(source: string, inside: boolean): Cut {
  if (!inside && !source.includes('<!--')) return { text: source, open: false };
  return between(source.replace(/<!--+>/g, ' '), inside, '<!--', '-->');
}

function withoutPreformatted(source: string, inside: boolean): Cut {
  if (!inside && !/<pre[\s>]/i.test(source)) return { text: source, open: false };
  return between(source.replace(/<(\/?)pre\b/gi, '<$1pre'), inside, '<pre', '</pre>');
}

function withoutStruck(source: string, inside: boolean, next: string[]): Cut {
  const marks = source.split('~~').length - 1;
  if (marks % 2 === 0) return inside ? { text: '', open: true } : { text: source, open: false };
  if (!inside && !isClosedIn(next)) return { text: source, open: false };
  const cut = between(source, inside, '~~', '~~');
  return { text: cut.text, open: cut.open };
}

function isClosedIn(next: string[]): boolean {
  for (const line of next) {
    if (line.trim() === '') return false;
    if (line.includes('~~')) return true;
  }
  return false;
}

/** What stands outside of a pair of marks that may span lines. */
function between(source: string, inside: boolean, opens: string, closes: string): Cut {
  let text = '';
  let from = 0;
  let open = inside;
  for (;;) {
    const mark = open ? closes : opens;
    const next = source.indexOf(mark, from);
    if (next < 0) return { text: open ? text : text + source.slice(from), open };
    if (!open) text += source.slice(from, next);
    from = next + mark.length;
    open = !open;
  }
}
