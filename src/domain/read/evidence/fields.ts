import type { Document } from '../document/document.ts';
import type { Finding } from '../reading.ts';
import type { Line } from '../text/lines.ts';
import { readLengths } from '../time/durations.ts';
import type { Stamp } from '../time/stamps.ts';
import { type Candidate, pairAt, type StatedLength } from './candidates.ts';
import { type FieldLabel, labelOfField } from './labels-of-fields.ts';

/** `Label: value` wherever a document has it: list, table (down or across), front matter, label above value. */
export type Field = {
  label: string;
  tells: FieldLabel;
  value: string;
  line: Line;
  stamps: Stamp[];
  /** Fields of one row of a table belong together. */
  pair?: number;
};

const withColon = /^([\p{L}][^:=?|\n]{0,69}?)\s*(?::|=|\?)\s*(.*)$/u;
const longestLead = 30;
const leadWords =
  /^\W*(?:(?:at|on|around|about|approx(?:imately)?|ca|since|from|by|the|date|time|roughly|circa|shortly|between|some)\b\W*)*$/i;

export function readFields(document: Document): Field[] {
  const { lines, stamps, entries } = document;
  const rows = new Set(entries.map(({ line }) => line));
  const fields: Field[] = [];
  let heads: string[] | null = null;
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'cells') heads = line.kind === 'blank' ? heads : null;
    const isOfHeads = line.kind === 'cells' && heads !== null;
    if (line.kind === 'blank' || (rows.has(line.number) && !isOfHeads)) continue;
    const onLine = stamps[index] ?? [];
    if (line.kind === 'cells') {
      // Many tables of fields have their first field where the head belongs.
      if (line.isHead) heads = line.cells && tellsAcross(line.cells) ? line.cells : null;
      fields.push(...cellFields(line, line.isHead ? null : heads, onLine));
      continue;
    }
    const beside = besideEach(line, onLine);
    if (beside.length > 1) {
      fields.push(...beside);
      continue;
    }
    const field = inLine(line, onLine) ?? above(document, index) ?? beside[0];
    if (field) fields.push(field);
  }
  return fields;
}

function inLine(line: Line, stamps: Stamp[]): Field | null {
  const colon = withColon.exec(line.text);
  const [head] = stamps;
  const isInTime = head !== undefined && head.mention.from < (colon?.[1]?.length ?? 0);
  if (colon && !isInTime && line.kind !== 'heading') {
    const label = colon[1] ?? '';
    const value = colon[2] ?? '';
    const tells = value === '' ? null : labelOfField(label);
    if (tells) return { label, tells, value, line, stamps };
  }
  const first = stamps[0];
  if (line.kind === 'heading') return null;
  const [length] = !first && line.text.length < 120 ? readLengths(line.text) : [];
  const before = length ? line.text.slice(0, length.from).trim() : '';
  const told = labelOfField(before);
  if (length && told?.role === 'duration') {
    return {
      label: before,
      tells: told,
      value: line.text.slice(length.from),
      line,
      stamps,
    };
  }
  if (!first || first.mention.from > 100) return null;
  const label = line.text.slice(0, first.mention.from).replace(/[\s(~≈–—-]+$/, '');
  const tells = labelOfField(label);
  return tells ? { label, tells, value: line.text.slice(first.mention.from), line, stamps } : null;
}

/** `Start time: 11:17 End time: 11:26`: several fields on one line, each right before its moment. */
function besideEach(line: Line, stamps: Stamp[]): Field[] {
  if (line.kind === 'heading') return [];
  let from = 0;
  return stamps.flatMap((stamp) => {
    const words = line.text.slice(Math.max(from, stamp.mention.from - 60), stamp.mention.from);
    from = stamp.mention.to;
    const written = /([\p{L}][\p{L} ()/]{1,58}?)\s*[:=]\s*\W*$/u.exec(words)?.[1];
    if (written === undefined) return [];
    const all = written.trim().split(/\s+/);
    for (let taken = Math.min(5, all.length); taken > 0; taken -= 1) {
      const label = all.slice(-taken).join(' ');
      const tells = labelOfField(label);
      if (tells) {
        return [
          {
            label,
            tells,
            value: line.text.slice(stamp.mention.from, stamp.mention.to),
            line,
            stamps: [stamp],
          },
        ];
      }
    }
    return [];
  });
}

/** A line that is a label alone; its value stands on the next line that is not empty. */
function above(document: Document, index: number): Field | null {
  const line = document.lines[index];
  if (!line || line.kind === 'front' || line.text.length > 70) return null;
  const label = line.text.replace(/\s*:\s*$/, '');
  const tells = labelOfField(label);
  if (!tells) return null;
  for (let at = index + 1; at < Math.min(index + 4, document.lines.length); at += 1) {
    const below = document.lines[at];
    if (!below || below.kind === 'heading') return null;
    if (below.kind === 'blank') continue;
    return { label, tells, value: below.text, line: below, stamps: document.stamps[at] ?? [] };
  }
  return null;
}

function cellFields(line: Line, heads: string[] | null, stamps: Stamp[]): Field[] {
  const cells = line.cells ?? [];
  let from = 0;
  const starts = cells.map((cell) => {
    const start = from;
    from += cell.length + 3;
    return start;
  });
  const inCell = (at: number) =>
    stamps.filter(
      ({ mention }) => mention.from >= (starts[at] ?? 0) && mention.from < (starts[at + 1] ?? 1e9),
    );
  const label = cells[0] ?? '';
  const tells = labelOfField(label);
  if (tells) {
    const value = cells.slice(1).join(' | ');
    return [
      {
        label,
        tells,
        value,
        line,
        stamps: stamps.filter(({ mention }) => mention.from >= (starts[1] ?? 1e9)),
      },
    ];
  }
  // A timeline has a column "Time"; a table of incidents has both of their ends.
  if (heads === null) return [];
  return cells.flatMap((value, at) => {
    const head = heads[at] ?? '';
    const told = labelOfField(head);
    return told
      ? [{ label: head, tells: told, value, line, stamps: inCell(at), pair: pairAt(line.number, 0) }]
      : [];
  });
}

function tellsAcross(heads: string[]): boolean {
  const roles = heads.flatMap((head) => labelOfField(head)?.role ?? []);
  return roles.length > 1 && roles.some((role) => role !== 'window');
}

/** Front matter with one of these is an entry of a status page: its `date` is when it began. */
const statusKey = /^\s*(?:resolved\w*|severity|status|affected\w*|informational)\s*[:=]/i;

/** What the fields say of start, end and length. Fields of what was done afterwards tell nothing of the impact. */
export function fromFields(
  fields: Field[],
  document: Document,
  findings: Finding[],
): { candidates: Candidate[]; lengths: StatedLength[] } {
  const candidates: Candidate[] = [];
  const lengths: StatedLength[] = [];
  const hasEnd = fields.some(({ stamps, tells }) => stamps.length > 0 && tells.role === 'end');
  const isStatusPage = document.lines.some(({ kind, text }) => kind === 'front' && statusKey.test(text));
  for (const field of fields) {
    const label = field.tells;
    const isAfter = document.sections[field.line.number - 1]?.kind === 'after';
    if (isAfter && label.role !== 'duration') continue;
    if (
      isEmptyValue(field.value) &&
      (label.role === 'start' || label.role === 'end' || label.role === 'duration')
    ) {
      const message = `"${field.label}" has no value yet`;
      findings.push({ code: 'placeholder-left', line: field.line.number, message });
    }
    candidates.push(...momentsOf(field, label, hasEnd, isStatusPage));
    lengths.push(...lengthsOf(field, label));
  }
  return { candidates, lengths };
}

function isEmptyValue(value: string): boolean {
  return /^[\s?_.…–—-]*$|^(?:tbd|tba|todo|xx+|n\/?a\??|unknown\?)$/i.test(value.trim());
}

function momentsOf(field: Field, label: FieldLabel, hasEnd: boolean, isStatusPage: boolean): Candidate[] {
  const [first, second] = field.stamps.filter((stamp) => !stamp.isDoubtful);
  if (!first) return [];
  const source = `field:${field.label.trim()}`;
  const start = field.line.text.indexOf(field.value);
  const lead = first.mention.from - Math.max(0, start);
  const base = { tier: 'field' as const, source, confidence: 'stated' as const };
  // "between 10:00 and 10:30" is how unsure a start is, not how long it was.
  const isUnsure =
    label.role !== 'window' &&
    label.role !== 'duration' &&
    /^\W*(?:some ?time )?between\b/i.test(field.value);
  const isRange = second !== undefined && first.mention.range?.end === 'first' && !isUnsure;
  if (isRange && label.role !== 'duration' && lead > longestLead * 2) return [];
  if (isRange && (label.role === 'window' || label.role === 'duration' || lead <= longestLead)) {
    const score = 100 + (label.role === 'duration' ? 100 : label.rank);
    const pair = pairAt(first.line, first.mention.from);
    return [
      { ...base, role: 'start', stamp: first, score, pair },
      { ...base, role: 'end', stamp: second, score, pair },
    ];
  }
  const words = field.line.text.slice(Math.max(0, start), first.mention.from);
  if (lead > longestLead || (start >= 0 && !leadWords.test(words))) return [];
  if ((label.role === 'start' || label.role === 'end') && label.isTicket) {
    // The life of the ticket is the last resort.
    const ticket = { ...base, tier: 'row' as const, confidence: 'fallback' as const };
    return [{ ...ticket, role: label.role, stamp: first, score: 32, pair: null }];
  }
  if (label.role === 'start' || label.role === 'end') {
    const score = 100 + label.rank - (first.minuteOfDay === null ? 60 : 0);
    return [{ ...base, role: label.role, stamp: first, score, pair: field.pair ?? null }];
  }
  if (label.role !== 'window' || first.minuteOfDay === null) return [];
  // A bare `date:` is the start where another field tells the end.
  if (hasEnd || (field.line.kind === 'front' && isStatusPage)) {
    return [{ ...base, role: 'start', stamp: first, score: 190, pair: null }];
  }
  // That of front matter is otherwise the day of publication.
  if (field.line.kind === 'front') return [];
  return [{ ...base, role: 'start', stamp: first, score: 90, pair: null, confidence: 'inferred' as const }];
}

function lengthsOf(field: Field, label: FieldLabel): StatedLength[] {
  if (label.role !== 'duration' && label.role !== 'window') return [];
  const clock = /^\s*(\d{1,3}):([0-5]\d)(?::[0-5]\d)?\s*(?:h(?:ou)?rs?|h)?\s*$/i.exec(field.value);
  if (clock && label.role === 'duration') {
    const minutes = Number(clock[1]) * 60 + Number(clock[2]);
    return [
      {
        minutes,
        unitMinutes: 1,
        isHedged: false,
        text: field.value.trim(),
        line: field.line.number,
        rank: label.rank,
      },
    ];
  }
  const unit = /\((minutes?|mins?|hours?|hrs?)\)/i.exec(field.label)?.[1];
  const bare = unit !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(field.value);
  const [length] = readLengths(bare ? `${field.value.trim()} ${unit}` : field.value);
  if (!length || (label.role === 'window' && field.stamps.length === 0)) return [];
  const { minutes, unitMinutes, isHedged, text } = length;
  return [{ minutes, unitMinutes, isHedged, text, line: field.line.number, rank: label.rank }];
}
