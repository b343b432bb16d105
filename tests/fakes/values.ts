import { nothingFound } from '../../src/domain/key-information.ts';
import type { ReviewValues } from '../../src/domain/review.ts';

/** Values of a review of which everything is known. */
export function someValues(over: Partial<ReviewValues> = {}): ReviewValues {
  return {
    incident: { project: 7, issue: 700, iid: 12 },
    incidentTitle: 'Checkout answers 502',
    incidentUrl: 'https://gitlab.example.com/acme/production/-/issues/12',
    incidentReference: '#12',
    keyInformation: {
      ...nothingFound,
      severity: { value: 2, source: 'label "severity::2"', confidence: 'stated' },
      start: {
        value: '2024-10-31T04:18:20.000Z',
        source: 'when the incident was opened',
        confidence: 'fallback',
      },
      end: {
        value: '2024-10-31T22:05:00.000Z',
        source: 'timeline event tagged "End time"',
        confidence: 'stated',
      },
      durationMinutes: {
        value: 1067,
        source: 'from when the incident was opened to timeline event tagged "End time"',
        confidence: 'fallback',
      },
    },
    services: [{ label: 'Service::Checkout', team: 'payments' }],
    dri: {
      username: 'mira',
      name: 'Mira Okafor',
      because: 'an owner of Service::Checkout with no open review',
    },
    noDriBecause: null,
    dueDate: '2024-11-07',
    timeline: [
      { at: '2024-10-31T04:18:00.000Z', text: 'First 502s', tags: ['Start time'] },
      { at: '2024-10-31T22:05:00.000Z', text: 'Rolled back', tags: ['End time', 'Cause identified'] },
    ],
    labels: ['IncidentReview', 'Service::Checkout', 'severity::2'],
    guidelines: [],
    readAt: '2024-10-31T22:07:31.000Z',
    ...over,
  };
}
