import type { Finding, ReadOptions } from '../reading.ts';
import type { Line } from '../text/lines.ts';
import { type DateStyle, dateTokens, dayOf, orderOf, yearsOf } from '../time/dates.ts';
import type { Mention } from '../time/mentions.ts';
import type { Token } from '../time/token.ts';
import type { Seen } from './seen.ts';

/** How the dates of a document are to be read, and which of them cannot be. */
export function styleOf(
  seen: Seen[],
  titleTokens: Token[],
  text: string,
  options: ReadOptions,
  findings: Finding[],
): DateStyle {
  const dates = [
    ...dateTokens(titleTokens),
    ...seen.flatMap(({ mentions }) => mentions.flatMap((one) => one.date ?? [])),
  ];
  const checks = seen.flatMap(({ mentions }) =>
    mentions.flatMap(({ date, weekday }) => (date && weekday !== null ? [{ date, weekday }] : [])),
  );
  const order = orderOf(dates, checks, text);
  const written = options.writtenAt == null ? null : Math.floor(Date.parse(options.writtenAt) / 86_400_000);
  const style = { order, yearNear: yearsOf(dates, written, `${options.title ?? ''}\n${text}`) };
  for (const { line, mentions } of seen) {
    for (const { date } of mentions) if (date) checkDate(date, style, line, findings);
  }
  return style;
}

function checkDate(
  date: NonNullable<Mention['date']>,
  style: DateStyle,
  line: Line,
  findings: Finding[],
): void {
  const day = dayOf(date, style);
  const written = line.text.slice(date.from, date.to);
  if (day === 'ambiguous') {
    const message = `"${written}" may be of two months: nothing here says whether the day or the month comes first`;
    findings.push({ code: 'date-ambiguous', line: line.number, message });
  }
  if (day === 'impossible') {
    findings.push({
      code: 'impossible-date',
      line: line.number,
      message: `"${written}" is no day of any calendar`,
    });
  }
}
