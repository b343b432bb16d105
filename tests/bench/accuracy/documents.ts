import { Label } from '../../../bench/accuracy/corpus.ts';
import type { Times } from '../../../bench/accuracy/judge.ts';

/** A label as the corpus has them, but of a document that nobody wrote. */
export function labelOf(values: Partial<Label> = {}): Label {
  return Label.parse({
    id: 'acme-1',
    file: 'dev/acme-1.md',
    repo: 'acme/incidents',
    path: 'incidents/2031-03-04-uploads.md',
    section: null,
    transform: null,
    start_local: '2031-03-04T06:12',
    end_local: '2031-03-04T21:48',
    alt_start_local: [],
    alt_end_local: [],
    start_utc: '2031-03-04T05:12:00Z',
    end_utc: '2031-03-04T20:48:00Z',
    duration_minutes: 936,
    stated_duration_minutes: 936,
    tz_basis: 'doc',
    requests_affected: null,
    customers_affected: null,
    severity: null,
    lint: [],
    difficulty: 1,
    ...values,
  });
}

/** What the label of `labelOf` says. */
export function timesOf(values: Partial<Times> = {}): Times {
  return {
    start: '2031-03-04T06:12',
    end: '2031-03-04T21:48',
    startUtc: '2031-03-04T05:12:00Z',
    endUtc: '2031-03-04T20:48:00Z',
    minutes: 936,
    ...values,
  };
}
