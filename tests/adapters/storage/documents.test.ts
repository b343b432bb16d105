import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { metricEvidence } from '../../../src/adapters/storage/documents/figures.ts';
import { intentBody } from '../../../src/adapters/storage/documents/intent-body.ts';
import {
  orNullIfDamaged,
  readDocument,
  writeDocument,
} from '../../../src/adapters/storage/documents/read-document.ts';
import { reviewDocument } from '../../../src/adapters/storage/documents/review-document.ts';
import type { IntentBody, IntentKind } from '../../../src/domain/intents.ts';
import type { MetricEvidence } from '../../../src/domain/measure/evidence.ts';
import { Problem } from '../../../src/domain/problems.ts';
import type { Review, ReviewPlan } from '../../../src/domain/review.ts';
import { anOpenReview } from '../../contract/storage-values.ts';
import { anIncident } from '../../fakes/facts.ts';
import { someValues } from '../../fakes/values.ts';

const incident = { project: 7, issue: 700, iid: 12 };
const review = { project: 8, iid: 34 };
const at = { project: 7, path: 'acme/production', issue: 700, iid: 12 };
const moment = '2026-03-02T08:00:00.000Z';

const plan: ReviewPlan = {
  project: 8,
  title: 'Incident Review: x',
  template: 'incident-review',
  asked: { labels: ['IncidentReview'], assignee: 4, dueDate: '2026-03-09', confidential: true },
  asOf: moment,
  furtherCandidates: [{ id: 5, username: 'carol' }],
  values: someValues(),
};

/** One of each kind; a kind without one does not compile. */
const bodies: { [kind in IntentKind]: Extract<IntentBody, { kind: kind }> } = {
  'identify-issue': {
    kind: 'identify-issue',
    issue: anIncident({ kind: 'unknown', severity: 3, assignees: [{ id: 1, username: 'a', name: 'A' }] }),
    before: { state: 'opened', labels: ['a'], severity: null, confidential: false, movedTo: null },
  },
  'gather-facts': { kind: 'gather-facts', incident, at, openedAt: moment, notOlderThan: moment },
  'open-review': {
    kind: 'open-review',
    incident,
    at,
    plan,
    attempt: 2,
  },
  'correct-review': { kind: 'correct-review', incident, review, plan },
  'link-review': { kind: 'link-review', incident, at, review },
  'assign-review': { kind: 'assign-review', incident, review, candidates: [{ id: 5, username: 'carol' }] },
  'restore-edit': { kind: 'restore-edit', incident, write: 12 },
  'check-guidelines': { kind: 'check-guidelines', incident, changedAt: moment, isClosing: false },
  'comment-on-review': { kind: 'comment-on-review', incident },
  'tell-of-open-boxes': {
    kind: 'tell-of-open-boxes',
    incident,
    closedAt: moment,
    text: 'left: a box',
    reopens: true,
  },
  'draw-charts': { kind: 'draw-charts', incident, round: 2, isOver: false },
  'take-back-charts': { kind: 'take-back-charts', incident },
  'make-review-confidential': { kind: 'make-review-confidential', incident, review },
  'verify-review': { kind: 'verify-review', incident, review },
  'follow-review': { kind: 'follow-review', incident, movedTo: 5_000_000_001 },
  'comment-on-incident': {
    kind: 'comment-on-incident',
    incident,
    at,
    topic: 'waiver-reason',
    values: { by: 'bob' },
  },
  'announce-review': { kind: 'announce-review', incident, generation: 1 },
  'link-announcement': { kind: 'link-announcement', incident, channel: 'C024BE7LH', ts: '1730412000.000100' },
  'bookmark-review': { kind: 'bookmark-review', incident, channel: 'C024BE7LH', place: '#incident-12' },
  'refresh-key-information': { kind: 'refresh-key-information', incident, changedAt: moment },
  'gather-times': { kind: 'gather-times', incident },
  'measure-figures': { kind: 'measure-figures', incident, round: 2, attempt: 3 },
  'tell-of-missing-dri': { kind: 'tell-of-missing-dri', incident, generation: 0 },
  'retract-messages': { kind: 'retract-messages', incident },
  'warn-operators': { kind: 'warn-operators', warning: { about: 'hook', project: 'a/b', enabled: false } },
  'tell-app': {
    kind: 'tell-app',
    app: 'pager',
    event: {
      id: 'review.opened:7:700',
      name: 'review.opened',
      at: moment,
      incident: { ...incident, title: 'x', url: 'https://x.example', confidential: false, labels: [] },
      review: null,
      guideline: null,
      because: 'it was closed',
    },
  },
};

describe('stored documents', () => {
  it('are exactly what the domain says, for the compiler', () => {
    // Branded: an intersection in the domain is a plain object in the schema.
    expectTypeOf<z.output<typeof intentBody>>().branded.toEqualTypeOf<IntentBody>();
    expectTypeOf<z.output<typeof reviewDocument>>().branded.toEqualTypeOf<Omit<Review, 'version'>>();
    expectTypeOf<z.output<typeof metricEvidence>>().branded.toEqualTypeOf<MetricEvidence>();
  });

  it.each(Object.values(bodies))('come back as they went: $kind', (body) => {
    expect(readDocument(intentBody, writeDocument(intentBody, body), 'x')).toEqual(body);
  });

  it('keep apart what was not said and what was said to be nothing', () => {
    const issue = anIncident();
    for (const before of [{}, { severity: null }, { movedTo: null }, { labels: [] }]) {
      const body: IntentBody = { kind: 'identify-issue', issue, before };
      expect(readDocument(intentBody, writeDocument(intentBody, body), 'x')).toStrictEqual(body);
    }
  });

  it.each([
    ['is no JSON', '{"incident"', 'it is not JSON'],
    ['is empty', '', 'it is not JSON'],
    ['is something else', '[]', 'document: '],
    ['lacks a field', JSON.stringify({ ...anOpenReview(1), because: undefined }), 'because: '],
    ['has a moment that is none', JSON.stringify(anOpenReview(1, { openedAt: 'soon' })), 'openedAt: '],
    [
      'is wrong deep inside',
      JSON.stringify(anOpenReview(1, { snapshot: anIncident({ id: 1.5 }) })),
      'snapshot.id: ',
    ],
  ])('are named when one %s', (_how, text, detail) => {
    const read = () => readDocument(reviewDocument, text, 'The review of incident 7:1');
    expect(read).toThrow(`storage-damaged: The review of incident 7:1 cannot be read: ${detail}`);
    expect(read).toThrow(expect.objectContaining({ code: 'storage-damaged' }));
  });

  it('are left out of lists only when they are damaged', () => {
    const read = (text: string) => orNullIfDamaged(() => readDocument(reviewDocument, text, 'x'));
    expect(read('[]')).toBeNull();
    expect(read(JSON.stringify(anOpenReview(1)))).toMatchObject({ standing: 'open' });
    for (const error of [new Problem('storage-unavailable', 'disk full'), new Error('a bug')]) {
      const fail = () => {
        throw error;
      };
      expect(() => orNullIfDamaged(fail)).toThrow(error);
    }
  });
});
