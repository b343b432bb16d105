import type { Judged } from '../../domain/check/evaluate.ts';
import type { IncidentTopic } from '../../domain/comment-topics.ts';
import { nothingFound } from '../../domain/key-information.ts';
import { inCode } from '../../domain/neutralise.ts';
import type { ReviewValues } from '../../domain/review.ts';
import type { guidelinesView } from './guidelines-view.ts';

/** A word in every text that people can write, which is harmless only where nothing is read from it. */
export const probe = '@probe-of-';

/** The values of each comment, as `decide` sends them; a template may print these and no others. */
export const commentSamples: Record<IncidentTopic, Record<string, string>> = {
  'severity-unknown': { severities: '1, 2', requestedBy: 'review-requested', notNeeded: 'review-not-needed' },
  'waiver-reason': { label: 'review-not-needed' },
};

type Told = Parameters<typeof guidelinesView>[0];

const nothingJudged: Told = {
  settled: [],
  todo: [],
  later: [],
  forAPerson: [],
  needsGitLab: [],
  against: [],
  changes: [],
  hints: [],
  reopens: false,
};

/** Reports on a review: one with something of everything, one of a review that is complete, one with nothing asked. */
export const guidelinesSamples: [Told, ...Told[]] = [
  reportWith((name) => name),
  { ...nothingJudged, settled: [judgedAs('met', 'the title', 'It is that of the incident.')] },
  nothingJudged,
];

/** The same with `probe` in each text that may hold words of people. */
export const probedReport = reportWith((name) => inCode(probe + name));

function reportWith(words: (name: string) => string): Told {
  const judged = (is: Judged['verdict']['is'], name: string) =>
    judgedAs(is, words(`${name}[].asks`), words(`${name}[].because`), words(`${name}[].todo`));
  const open = judged('not-met', 'opener');
  return {
    settled: [judged('met', 'met')],
    todo: [open, { ...judged('not-met', 'dri'), for: 'dri' }],
    later: [judged('not-yet', 'later')],
    forAPerson: [judged('for-a-person', 'person')],
    needsGitLab: [],
    against: [{ judged: judged('not-met', 'against'), box: 'x' }],
    changes: [{ judged: judged('met', 'changes'), change: { id: open.id, from: 'not-met', to: 'met' } }],
    hints: [{ about: 'placeholder', line: 1, says: words('hints[].says') }],
    reopens: true,
  };
}

function judgedAs(is: Judged['verdict']['is'], asks: string, because: string, todo = ''): Judged {
  return {
    id: 'title',
    for: 'opener',
    asks,
    verdict: is === 'not-met' ? { is, because, todo } : { is, because },
  };
}

/** A review of which everything is known. */
export const fullSample: ReviewValues = {
  incident: { project: 7, issue: 4211, iid: 318 },
  incidentTitle: 'Checkout answers 502 for a quarter of its requests',
  incidentUrl: 'https://gitlab.example.com/shop/production/-/issues/318',
  incidentReference: '#318',
  keyInformation: {
    customersAffected: {
      value: 'Roughly 40 shops',
      source: 'the words of the description',
      confidence: 'stated',
      where: { note: null, line: 7 },
    },
    requestsAffected: null,
    severity: { value: 2, source: 'label "severity::2"', confidence: 'stated' },
    start: {
      value: '2026-03-09T07:41:00.000Z',
      source: 'timeline event tagged "Start time"',
      confidence: 'stated',
    },
    end: {
      value: '2026-03-09T10:05:30.000Z',
      source: 'when the incident was closed',
      confidence: 'fallback',
    },
    durationMinutes: {
      value: 144,
      source: 'from timeline event tagged "Start time" to when the incident was closed',
      confidence: 'fallback',
    },
    others: [
      {
        about: 'end',
        says: '2026-03-09 10:01 (no time zone)',
        source: 'field "End Time" in a comment by mira',
        where: { note: 5120, line: 2 },
      },
    ],
    doubts: [{ code: 'zone-missing', message: 'no time zone is named', where: { note: 5120, line: 2 } }],
  },
  services: [
    { label: 'Service::Checkout', team: 'payments' },
    { label: 'Service::Ingress', team: null },
  ],
  dri: { username: 'mira', name: 'Mira Okafor', because: 'an owner of Service::Checkout with 1 open review' },
  noDriBecause: null,
  dueDate: '2026-03-16',
  timeline: [
    { at: '2026-03-09T07:41:00.000Z', text: 'Error rate of checkout rises', tags: ['Start time'] },
    { at: '2026-03-09T08:02:00.000Z', text: 'Rollback of the morning release begins', tags: [] },
  ],
  labels: ['IncidentReview', 'Service::Checkout', 'severity::2'],
  guidelines: [
    { id: 'status-page', for: 'opener', text: 'The status page tells that it is over' },
    { id: 'runbook-updated', for: 'dri', text: 'The runbook is up to date' },
  ],
  readAt: '2026-03-09T10:06:00.000Z',
};

/** A review of which next to nothing is known. */
export const bareSample: ReviewValues = {
  ...fullSample,
  incidentTitle: '',
  keyInformation: nothingFound,
  services: [],
  dri: null,
  noDriBecause: 'the incident carries no label of a service in the catalogue',
  timeline: [],
  labels: [],
  guidelines: [],
};

/** The same review with `probe` and the name of the value in each text that people can write. */
export function probedSample(base: ReviewValues): ReviewValues {
  return {
    ...base,
    incidentTitle: `${probe}incident.title`,
    incidentReference: `${probe}incident.reference`,
    incidentUrl: `${probe}incident.reference`,
    services: [{ label: `${probe}services[].label`, team: `${probe}services[].team` }],
    dri: base.dri && {
      username: `${probe}dri.username`,
      name: `${probe}dri.name`,
      because: `${probe}dri.because`,
    },
    noDriBecause: base.dri === null ? `${probe}noDriBecause` : null,
    keyInformation: {
      customersAffected: { value: `${probe}cell.customersAffected`, source: 'x', confidence: 'stated' },
      requestsAffected: { value: 'x', source: `${probe}howFound`, confidence: 'stated' },
      severity: { value: 3, source: `${probe}howFound`, confidence: 'stated' },
      start: {
        value: '2026-03-09T07:41:00.000Z',
        source: `${probe}cell.start`,
        confidence: 'fallback',
      },
      end: null,
      durationMinutes: null,
      others: [{ about: 'end', says: `${probe}howFound`, source: `${probe}howFound` }],
      doubts: [{ code: 'zone-missing', message: `${probe}howFound` }],
    },
    timeline: [
      {
        at: '2026-03-09T07:41:00.000Z',
        text: `${probe}timeline[].text`,
        tags: [`${probe}timeline[].tags`],
      },
    ],
    guidelines: base.guidelines.map((one) => ({ ...one, text: `${probe}extra.${one.for}[].asks` })),
  };
}
