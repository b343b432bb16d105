/** Markup that is safe to put into a page as it is. */
export type Html = { readonly markup: string };

type Piece = Html | readonly Html[] | string | number | null;

/** A page is a pure function to escaped markup: whatever is filled in is text, unless it is `Html` itself. */
export function html(parts: TemplateStringsArray, ...holes: Piece[]): Html {
  let markup = parts[0] ?? '';
  for (const [index, hole] of holes.entries()) markup += write(hole) + (parts[index + 1] ?? '');
  return { markup };
}

/** Takes text as markup. Only for what a renderer of ours has made. */
export function unsafeMarkup(markup: string): Html {
  return { markup };
}

function write(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeText(String(piece));
  if ('markup' in piece) return piece.markup;
  return piece.map(({ markup }) => markup).join('');
}

function escapeText(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
