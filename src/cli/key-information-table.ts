import { asLine } from '../domain/neutralise.ts';
import type { Finding, ReadCount, ReadDuration, Reading, ReadTime, Window } from '../domain/read/reading.ts';
import { durationText, severityText, timeText } from '../domain/wording.ts';
import { count } from './listing.ts';

/** `where` and `how` are what a reader needs to check the value in the text; both may be empty. */
type Row = { name: string; value: string; where?: string; how?: string };

const unknown = 'unknown';
const textLimit = 60;
const sourceLimit = 40;
const messageLimit = 400;

/**
 * What was read out of one file, as a table, then its findings in the form of a compiler's, so that terminals and
 * editors make links of them. Whatever comes from the text is one line without anything that acts on a terminal.
 */
export function describeReading(file: string, reading: Reading): string {
  const name = nameOf(file);
  const { start, end, duration, windows, severity, incident, timeline } = reading;
  const rows = [
    timeRow('start', start),
    timeRow('end', end),
    durationRow(duration),
    ...(windows.length > 1 ? windowRows(windows, duration) : []),
    { name: 'severity', value: severity === null ? unknown : severityText(severity) },
    countRow('requests', reading.requestsAffected),
    countRow('customers', reading.customersAffected),
    { name: 'incident', value: incident === null ? unknown : asLine(incident, 200) },
    {
      name: 'timeline',
      value: timeline.length === 0 ? 'none' : count(timeline.length, 'row'),
      ...extentOf(timeline),
    },
  ];
  const findings = sortedByLine(reading.findings).map((finding) => findingLine(name, finding));
  const head = [name, ...align(rows)].join('\n');
  return findings.length === 0 ? head : [head, '', ...findings].join('\n');
}

/** How a file is called where people read it; names may come from others, too. */
export function nameOf(file: string): string {
  return file === '-' ? '(standard input)' : asLine(file, 1_000);
}

function timeRow(name: string, time: ReadTime): Row {
  if (time.local === null) return { name, value: unknown };
  return { name, value: asWritten(time, time.local), where: lineOf(time.line), how: evidenceOf(time) };
}

function asWritten({ zone, precision }: ReadTime, local: string): string {
  const written = clockText(local);
  if (precision === 'day') return `${written}, time unknown`;
  return zone === null ? `${written}, zone unknown` : `${written} ${asLine(zone, textLimit)}`;
}

/** How sure it is first, for the rest may be cut: `stated, field:Start; zone assumed; 2026-03-02 07:10 UTC`. */
function evidenceOf({ source, confidence, value, zone, zoneFrom }: ReadTime): string {
  const found = [confidence, source === null ? null : asLine(source, sourceLimit)];
  const parts = [
    found.filter((part) => part !== null).join(', '),
    zoneFrom === 'configured' ? 'zone assumed' : '',
    value === null || zone === 'UTC' ? '' : timeText(value),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function durationRow({ text, minutes, statedMinutes, statedText }: ReadDuration): Row {
  const row = { name: 'duration', value: text === null ? unknown : asLine(text, textLimit) };
  if (statedText === null) return row;
  const stated = asLine(statedText, textLimit);
  return { ...row, how: statedMinutes === minutes ? 'as the text says' : `the text says "${stated}"` };
}

function windowRows(windows: Window[], { downtimeMinutes }: ReadDuration): Row[] {
  const rows = windows.map(({ start, end, minutes }, index) => ({
    name: `window ${index + 1}`,
    value: `${clockText(start)} to ${clockText(end)}`,
    where: durationText(minutes),
  }));
  const downtime = downtimeMinutes === null ? unknown : durationText(downtimeMinutes);
  return [{ name: 'downtime', value: downtime, how: `in ${count(windows.length, 'window')}` }, ...rows];
}

function countRow(name: string, read: ReadCount): Row {
  if (read.text === null) return { name, value: unknown };
  return { name, value: figureOf(read), where: lineOf(read.line), how: `"${asLine(read.text, textLimit)}"` };
}

/** `about 550 namespaces, 12 %`; what has no figure is `all`, `none`, or said in words alone. */
function figureOf({ number, unit, percent, hedged, extent }: ReadCount): string {
  if (extent === 'none') return 'none';
  const amount = number === null ? null : new Intl.NumberFormat('en').format(number);
  const counted = [amount, amount === null || unit === null ? null : asLine(unit, 30)];
  const parts = [
    counted.filter((part) => part !== null).join(' '),
    percent === null ? '' : `${percent} %`,
    extent === 'all' ? 'all' : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return 'no figure';
  return `${hedged && (number ?? percent) !== null ? 'about ' : ''}${parts.join(', ')}`;
}

function extentOf(timeline: Reading['timeline']): Pick<Row, 'where'> {
  const lines = timeline.map(({ line }) => line);
  const [first, last] = [Math.min(...lines), Math.max(...lines)];
  if (lines.length === 0) return {};
  return { where: first === last ? lineOf(first) : `lines ${first} to ${last}` };
}

function sortedByLine(findings: Finding[]): Finding[] {
  // What is about the whole text comes first.
  return findings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function findingLine(name: string, { code, line, message }: Finding): string {
  const place = line === null ? name : `${name}:${line}`;
  return `${place}: ${code}: ${asLine(message, messageLimit)}`;
}

function clockText(local: string): string {
  return asLine(local, textLimit).replace('T', ' ');
}

function lineOf(line: number | null): string {
  return line === null ? '' : `line ${line}`;
}

/** Columns as wide as what stands in them; a value with nothing to its right may be as long as it is. */
function align(rows: Row[]): string[] {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  const checkable = rows.filter(({ where = '', how = '' }) => where + how !== '');
  const valueWidth = Math.max(0, ...checkable.map(({ value }) => value.length));
  const whereWidth = Math.max(0, ...rows.map(({ where = '' }) => where.length));
  return rows.map(({ name, value, where = '', how = '' }) =>
    `  ${name.padEnd(nameWidth)}  ${value.padEnd(valueWidth)}  ${where.padEnd(whereWidth)}  ${how}`.trimEnd(),
  );
}
