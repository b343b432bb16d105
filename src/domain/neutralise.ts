/**
 * Text that people wrote, made inert for the place where it is put. GitLab executes quick actions with
 * the bot's rights, notifies whoever is mentioned and cross-references whatever is named, so nothing
 * from outside enters an issue or a comment but through one of these. Each is total: any string will
 * do, lone surrogates, NUL and a mebibyte of backticks included, in linear time.
 *
 * In code, GitLab resolves neither references nor HTML nor quick actions; escaping alone does not help,
 * since references are resolved after Markdown has been rendered.
 */

const joiner = '\u200D';

/**
 * cmark, and so GitLab, reads no code span whose fence is longer than 80 backticks, and counts a
 * block's fence up to 255: a longer run in the text would leave it without any fence that holds.
 */
const longestRunKept = 16;
const runTooLong = /`{17,}/g;

/** A line of text as inline code, for any place: prose, lists, headings, table cells. Empty for empty text. */
export function inCode(text: string): string {
  // No spelling of `|` is right both inside and outside a table, so it becomes a box-drawing line.
  return codeSpan(oneLine(text).replaceAll('|', '│'));
}

/** The same to the character, `|` too: for lines that stand in no table. */
export function asCode(text: string): string {
  return codeSpan(oneLine(text));
}

/** A line of text as inline code in a table cell, where `|` can be kept exactly. Empty for empty text. */
export function inTable(text: string): string {
  // After a backslash, parsers disagree on what `\|` means.
  return codeSpan(oneLine(text).replaceAll('\\|', '\\│').replaceAll('|', '\\|'));
}

/** Any text as a fenced block. Put it at the start of a line, with an empty line before and after. */
export function asBlock(text: string): string {
  const lines = withoutComments(shortRuns(visible(text)));
  const run = longestRun(lines);
  // GitLab before 16.10 ended a block at any line of three backticks, however long its fence was.
  const safe = run < 3 ? lines : lines.replace(/^\//gm, `/${joiner}`);
  const fence = '`'.repeat(Math.max(3, run + 1));
  return `${fence}text\n${safe}\n${fence}`;
}

/**
 * A short phrase as plain words where it holds nothing but words, so that it reads well in a sentence;
 * else as `inCode`. Safe wherever that is.
 */
export function inWords(text: string): string {
  const line = oneLine(text);
  return isPlain(line) ? line : inCode(line);
}

/** A line of text as words in a Markdown template of ours, which no GitLab reads: nothing in it is markup. */
export function inMessage(text: string): string {
  return oneLine(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/**
 * The title of an issue, at most `limit` characters (code points, as GitLab counts). Titles are no
 * Markdown, but GitLab resolves references in them: each is broken by a zero-width joiner.
 * A title that is inert already comes back unchanged, unless it was cut.
 */
export function asTitle(text: string, limit: number): string {
  return cut(breakReferences(oneLine(text)), limit);
}

/** One visible line of at most `limit` code points, for where nothing is read as markup. */
export function asLine(text: string, limit: number): string {
  return cut(oneLine(text), limit);
}

/** At most `limit` code points, the last one `…` where something was left out. */
export function cut(text: string, limit: number): string {
  // A code point has at most two units: a long text need not be taken apart wholly.
  const points = Array.from(text.slice(0, 2 * (limit + 1)));
  if (points.length <= limit) return text;
  if (limit < 1) return '';
  return `${points
    .slice(0, limit - 1)
    .join('')
    .replace(/[\s\u200D]+$/u, '')}…`;
}

const longestUrl = 2000;

/** A link's address, or null where it is not one that can stand in Markdown as it is. */
export function asUrl(text: string): string | null {
  if (text.length > longestUrl) return null;
  return /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[a-z0-9._~%/-]*)?(?:#[a-z0-9_-]*)?$/i.test(text)
    ? text
    : null;
}

const longestLink = 4000;

/**
 * The same for an address with parameters, to stand as `[words](address)`. Nothing in it ends the link or is an entity of
 * HTML: what is more than letters has to be percent-encoded.
 */
export function asLink(text: string): string | null {
  if (text.length > longestLink) return null;
  return /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[a-z0-9._~%/-]*)?(?:\?[a-z0-9._~%/=&+:,-]*)?(?:#[a-z0-9._~%/=&?-]*)?$/i.test(
    text,
  )
    ? text
    : null;
}

/** A reference to an issue (`#12`, `group/project#12`), or null where it is none. The one reference we want alive. */
export function asReference(text: string): string | null {
  if (text.length > longestUrl) return null;
  // No underscore at the edge of a name: Markdown would read emphasis.
  return /^(?:[a-z0-9](?:[\w.-]*[a-z0-9-])?(?:\/[a-z0-9](?:[\w.-]*[a-z0-9-])?)+)?#\d{1,15}$/i.test(text) &&
    !text.includes('__')
    ? text
    : null;
}

/**
 * Well-formed, line ends as `\n`, without control, bidi and invisible characters. Emoji keep their
 * joiners and variation selectors; scripts that use zero-width joiners in words lose them, which they
 * survive, while a reader could be deceived with them.
 */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(
      /[[\p{Cc}\p{Co}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\u2800]--[\n\t\uFE0E\uFE0F\u200D]]/gv,
      '',
    )
    .replace(
      /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D|\u200D(?!\p{Extended_Pictographic})/gv,
      '',
    );
}

function oneLine(text: string): string {
  return visible(text).replace(/\s+/gu, ' ').trim();
}

function codeSpan(line: string): string {
  if (line === '') return '';
  const inner = withoutComments(shortRuns(line));
  const fence = '`'.repeat(longestRun(inner) + 1);
  const pad = inner.startsWith('`') || inner.endsWith('`') ? ' ' : '';
  return fence + pad + inner + pad + fence;
}

function shortRuns(text: string): string {
  return text.replace(runTooLong, '`'.repeat(longestRunKept));
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}

/** Marks are found in the raw text of an issue, in code as well: none may come from elsewhere. */
function withoutComments(text: string): string {
  return text.replaceAll('<!--', `<${joiner}!--`).replaceAll('-->', `--${joiner}>`);
}

function breakReferences(line: string): string {
  return line
    .replace(
      /@(?=[\w.])|[#!$&](?=\d)|[~%](?=[^\s…])|\*(?=iteration:)|\[(?=[a-z_]+:)|\bGL-(?=\d)/gi,
      `$&${joiner}`,
    )
    .replace(/:\/\//g, `${joiner}://`)
    .replace(/\bwww(?=\.)/gi, `www${joiner}`)
    .replace(/[0-9a-f]{6}(?=[0-9a-f])/gi, `$&${joiner}`);
}

/** Whether a line has no character and no form that Markdown or GitLab reads anything into. */
function isPlain(line: string): boolean {
  // A milestone's name follows its sign directly: a share of a hundred before a blank is none.
  const words = line.replace(/(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}])|(?<=\d ?)%(?= |$)/gu, '');
  return (
    /^[\p{L}"'(][\p{L}\p{M}\p{N} ,.;:'"()?-]*$/u.test(words) &&
    !/[0-9a-f]{7}|[a-z]-\d|\bwww\.|:[\w-]+:|--/iu.test(words)
  );
}
