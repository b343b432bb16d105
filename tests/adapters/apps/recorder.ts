import type { AppEvent } from '../../../src/domain/app-events.ts';
import type { Log } from '../../../src/ports/log.ts';

export type Line = { level: string; fields: Record<string, unknown>; sentence: string };

/** A log that keeps its lines. */
export function recordingLog(): { log: Log; lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: string) => (fields: Record<string, unknown>, sentence: string) => {
    lines.push({ level, fields, sentence });
  };
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
}

export const reviewOpened: AppEvent = {
  id: 'review.opened:4711:90210:90260',
  name: 'review.opened',
  at: '2026-03-11T00:03:02.118Z',
  incident: {
    project: 4711,
    issue: 90210,
    iid: 42,
    title: 'CI jobs stuck in pending',
    url: 'https://gitlab.example.com/acme/production/-/issues/42',
    confidential: false,
    labels: ['Service::CI Runners', 'severity::2'],
  },
  review: {
    project: 4711,
    id: 90260,
    iid: 45,
    url: 'https://gitlab.example.com/acme/production/-/issues/45',
    title: 'Incident Review: CI jobs stuck in pending',
    assignees: ['alice'],
    dueDate: '2026-03-18',
    confidential: false,
  },
  guideline: null,
  because: 'the incident was closed with severity 2',
};

export const incidentClosed: AppEvent = {
  ...reviewOpened,
  id: 'incident.closed:4711:90210:2026-03-11T00:02:55.120Z',
  name: 'incident.closed',
  review: null,
  because: 'the incident was closed',
};
