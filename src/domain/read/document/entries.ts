import type { Finding } from '../reading.ts';
import type { Section } from '../text/sections.ts';
import { type Entry, type Stamp, textBeside } from '../time/stamps.ts';
import type { Anchor } from './anchor.ts';
import { orderDays } from './row-order.ts';
import type { Seen } from './seen.ts';

const longestBody = 600;

/** The rows of all timelines, with what was said of them. */
export function entriesOf(
  seen: Seen[],
  sections: Section[],
  stamps: Stamp[][],
  anchor: Anchor,
  findings: Finding[],
): Entry[] {
  const entries: Entry[] = [];
  for (const [index, { line, isRow, mentions }] of seen.entries()) {
    const at = stamps[index]?.[0];
    const mention = mentions[0];
    const section = sections[index];
    if (!isRow || !at || !mention || !section) continue;
    const second = stamps[index]?.[1];
    const until = mention.range?.end === 'first' && second ? second : null;
    // `12:58 PDT / 19:58 GMT` is one moment, told twice.
    const isTwice =
      second !== undefined && /^\s{0,3}[/=(]\s{0,3}$/.test(line.text.slice(mention.to, second.mention.from));
    const text = textBeside(line, until?.mention ?? (isTwice ? second.mention : mention));
    const isOfLog =
      mention.time?.isOfLog === true ||
      /^(?:\[?(?:debug|info|warn(?:ing)?|error|fatal|trace)\b|\S+\[\d+\]:)/i.test(text);
    const below = bodyOf(seen, index, text);
    const above = text === '' ? statusAbove(seen, index) : null;
    const { body, lastLine } = above === null ? below : { body: '', lastLine: index + 1 };
    if (text !== '' || body !== '' || above !== null || until !== null)
      entries.push({ line: line.number, at, until, text: above ?? text, body, lastLine, section, isOfLog });
  }
  for (const list of listsOf(entries)) orderDays(list, anchor, findings);
  return entries;
}

/** What stands below a row until the next one, as far as it is read for its meaning. */
function bodyOf(seen: Seen[], index: number, own: string): { body: string; lastLine: number } {
  const row = seen[index]?.line;
  let body = '';
  let lastLine = index + 1;
  if (!row || row.kind === 'cells') return { body, lastLine };
  for (let at = index + 1; at < seen.length; at += 1) {
    const below = seen[at];
    if (!below || below.isRow || below.line.kind === 'heading' || below.line.kind === 'cells') break;
    const isBlank = below.line.kind === 'blank';
    if (row.kind === 'item' && (isBlank || (below.line.kind === 'item' && below.line.level <= row.level)))
      break;
    if (row.kind === 'text' && isBlank && body !== '') break;
    if (row.kind === 'text' && own !== '' && isBlank) break;
    if (below.line.text === '') continue;
    lastLine = at + 1;
    if (body.length >= longestBody) continue;
    const isWrapped = below.line.kind === 'text' && seen[at - 1]?.line.kind !== 'blank';
    body += `${body === '' ? '' : isWrapped ? ' ' : '\n'}${below.line.text}`;
  }
  return { body: body.slice(0, longestBody), lastLine };
}

const statusForm =
  /^\W*(?:investigating|identified|monitoring|update|resolved|completed|verifying|in progress|scheduled)\s*[-–—:]/i;

/** A status page writes when it was below what was said: the update right above a moment that stands alone. */
function statusAbove(seen: Seen[], index: number): string | null {
  for (let at = index - 1; at >= Math.max(0, index - 2); at -= 1) {
    const above = seen[at];
    if (!above || above.line.kind === 'heading' || above.isRow) return null;
    if (above.line.kind === 'blank') continue;
    return statusForm.test(above.line.text) ? above.line.text : null;
  }
  return null;
}

function listsOf(entries: Entry[]): Entry[][] {
  const lists: Entry[][] = [];
  for (const entry of entries) {
    const list = lists.at(-1);
    if (list?.[0]?.section === entry.section) list.push(entry);
    else lists.push([entry]);
  }
  return lists;
}
