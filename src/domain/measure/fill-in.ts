import type { MeasuredWindow } from './window.ts';

/** `$windows` and `$endpoint` are no words of ours. */
const inQuery = /\$(window|start|end)(?!\w)/g;
const inLink = /\$(query|start|end)(?!\w)/g;

/**
 * A configured query for one window: `$window` as a duration (`3600s`), `$start` and `$end` in Unix seconds, as PromQL
 * takes them behind `@`.
 */
export function fillQuery(query: string, { start, end, seconds }: MeasuredWindow): string {
  const words: Record<string, string> = {
    window: `${seconds}s`,
    start: String(Date.parse(start) / 1_000),
    end: String(Date.parse(end) / 1_000),
  };
  return query.replace(inQuery, (whole, word: string) => words[word] ?? whole);
}

/** Where people can see a query: its text is percent-encoded, the moments are milliseconds, as Grafana reads them. */
export function fillLink(
  template: string,
  query: string,
  { start, end }: Pick<MeasuredWindow, 'start' | 'end'>,
): string {
  const words: Record<string, string> = {
    query: encoded(query),
    start: String(Date.parse(start)),
    end: String(Date.parse(end)),
  };
  const filled = template.replace(inLink, (whole, word: string) => words[word] ?? whole);
  // Grafana's own addresses have brackets and quotes, which Markdown would read.
  return filled.replace(/[^\w.~%/=&+:,?#-]/gu, encoded);
}

/** What the platform leaves as it is would end a link in Markdown. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
