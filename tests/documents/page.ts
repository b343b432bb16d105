/** Reads a Markdown page: its fenced blocks, code spans, links, headings and tables. */
import MarkdownIt from 'markdown-it';

type Token = ReturnType<MarkdownIt['parse']>[number];

export type Fence = { language: string; text: string; line: number };
export type Span = { text: string; line: number };
/** Cells as Markdown, the head row first. `under` is the nearest heading above. */
export type Table = { under: string; rows: string[][] };

export type Page = {
  path: string;
  text: string;
  fences: Fence[];
  codes: Span[];
  links: Span[];
  /** What may stand after `#` in a link to this page. */
  anchors: Set<string>;
  tables: Table[];
};

const markdown = new MarkdownIt();

export function readPage(path: string, text: string): Page {
  const page: Page = { path, text, fences: [], codes: [], links: [], anchors: new Set(), tables: [] };
  const tokens = markdown.parse(text, {});
  let under = '';
  let row: string[] = [];
  // Inside of tables only the rows know their line.
  let line = 1;
  for (const [index, token] of tokens.entries()) {
    if (token.map) line = token.map[0] + 1;
    const isHeading = tokens[index - 1]?.type === 'heading_open';
    const isCell = /^t[hd]_open$/.test(tokens[index - 1]?.type ?? '');
    if (token.type === 'fence') {
      page.fences.push({ language: token.info.trim(), text: token.content, line });
    } else if (token.type === 'table_open') {
      page.tables.push({ under, rows: [] });
    } else if (token.type === 'tr_open') {
      row = [];
      page.tables.at(-1)?.rows.push(row);
    } else if (token.type === 'inline') {
      if (isHeading) {
        under = token.content;
        page.anchors.add(anchorOf(plain(token), page.anchors));
      }
      if (isCell) row.push(token.content);
      for (const span of inlineSpans(token, 'code_inline')) page.codes.push({ text: span, line });
      for (const target of inlineSpans(token, 'link_open')) page.links.push({ text: target, line });
    }
  }
  return page;
}

/** The table under a heading. @throws when there is none, so that a renamed heading is noticed. */
export function tableUnder(page: Page, heading: string): string[][] {
  const table = page.tables.find(({ under }) => under === heading);
  if (!table) throw new Error(`${page.path} has no table under "${heading}"`);
  return table.rows.slice(1);
}

/** What stands in the code spans of a cell. */
export function codesOf(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]*)`/g)].map(([, code]) => code ?? '');
}

function inlineSpans(token: Token, type: 'code_inline' | 'link_open'): string[] {
  return (token.children ?? [])
    .filter((child) => child.type === type)
    .map((child) => (type === 'link_open' ? String(child.attrGet('href') ?? '') : child.content));
}

function plain(token: Token): string {
  return (token.children ?? []).map((child) => child.content).join('');
}

/** As GitLab and GitHub name headings; a second of the same name gets a number. */
function anchorOf(heading: string, taken: Set<string>): string {
  const name = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
  let anchor = name;
  for (let number = 1; taken.has(anchor); number += 1) anchor = `${name}-${number}`;
  return anchor;
}
