import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/domain/decide/index.ts';
import type { DomainEvent, Note } from '../../../src/domain/events.ts';
import { nothingFound } from '../../../src/domain/key-information.ts';
import type { Review, Standing } from '../../../src/domain/review.ts';
import type { IssueSnapshot } from '../../../src/domain/words.ts';
import { aReview } from '../../contract/storage-values.ts';
import { anIncident, aPolicy, aReviewIssue, closedAt } from '../../fakes/facts.ts';

const now = '2024-10-31T23:00:00.000Z';
const later = '2024-10-31T22:59:58.000Z';
const issue = aReviewIssue();

function kept(over: Partial<Review> = {}): Review {
  return aReview({
    standing: 'open',
    snapshot: anIncident(),
    reachedAt: closedAt,
    keyInformation: nothingFound,
    openedAt: issue.createdAt,
    issue: {
      project: 7,
      projectPath: 'acme/production',
      id: issue.id,
      iid: issue.iid,
      url: issue.url,
      title: issue.title,
      confidential: false,
      assignees: ['alice'],
      dueDate: issue.dueDate,
      updatedAt: issue.updatedAt,
    },
    version: 1,
    ...over,
  });
}

const tell = (event: DomainEvent, review = kept(), at = now) =>
  decide(event, { review, as: 'incident' }, aPolicy(), at).intents.filter(
    ({ body }) => body.kind === 'refresh-key-information',
  );
const changed = (over: Partial<IssueSnapshot>): DomainEvent => ({
  kind: 'issue.changed',
  issue: anIncident({ updatedAt: later, ...over }),
  before: {},
  by: null,
});
const noted = (over: Partial<Note> = {}, kind: 'note.added' | 'note.edited' = 'note.added'): DomainEvent => ({
  kind,
  issue: anIncident(),
  note: {
    id: 7,
    body: 'It ended at noon',
    author: { id: 51, username: 'alice', name: 'A' },
    internal: false,
    at: later,
    ...over,
  },
});

describe('an incident that was changed', () => {
  test('is read again after a pause', () => {
    expect(tell(changed({}))).toEqual([
      {
        key: `refresh-key-information:7:700:0:${Math.floor(Date.parse(later) / 5_000)}`,
        subject: '7:700',
        notBefore: '2024-10-31T23:00:10.000Z',
        body: {
          kind: 'refresh-key-information',
          incident: { project: 7, issue: 700, iid: 12 },
          changedAt: later,
        },
      },
    ]);
  });

  test('several times within seconds has one key, whichever process hears of it', () => {
    const keys = [
      tell(changed({ updatedAt: '2024-10-31T22:59:55.000Z' })),
      tell(changed({ updatedAt: '2024-10-31T22:59:59.900Z' }), kept(), '2024-10-31T22:59:57.000Z'),
      tell(noted({ at: '2024-10-31T22:59:56.000Z' })),
    ].map(([intent]) => intent?.key);
    expect(new Set(keys).size).toBe(1);
  });

  test('is not read for what is known already, or is older', () => {
    expect(tell(changed({ updatedAt: closedAt }))).toEqual([]);
    expect(tell(changed({ updatedAt: '2024-10-31T22:00:00.000Z' }))).toEqual([]);
  });

  test.each<[string, Partial<Review>]>([
    ['is closed', { standing: 'closed' }],
    ['was deleted', { standing: 'deleted', issue: null }],
    ['is being opened', { standing: 'wanted', issue: null }],
    ['was written by a person', { keyInformation: null }],
  ])('is not read for a review that %s', (_, over) => {
    expect(tell(changed({}), kept(over))).toEqual([]);
  });
});

describe('a comment', () => {
  test.each<[string, DomainEvent, number]>([
    ['that a person adds is read', noted(), 1],
    ['that a person edits is read', noted({}, 'note.edited'), 1],
    ['that is internal is not', noted({ internal: true }), 0],
    ['that was edited and is internal is not', noted({ internal: true }, 'note.edited'), 0],
    ['of ours is not', noted({ author: { id: 99, username: 'x', name: 'X' } }), 0],
    ['of a program is not', noted({ author: { id: 5, username: 'project_7_bot_4ffca233', name: 'X' } }), 0],
  ])('%s', (_, event, times) => {
    expect(tell(event)).toHaveLength(times);
  });

  test('that is edited gives no reason for a waiver', () => {
    const waiver = { since: closedAt, by: null, reason: null, reasonBy: null };
    const row = kept({ standing: 'waived', issue: null, keyInformation: null, waiver });
    const judge = (event: DomainEvent) => decide(event, { review: row, as: 'incident' }, aPolicy(), now);
    expect(judge(noted({}, 'note.edited')).outcome).toBe('ignored');
    expect(judge(noted()).review?.waiver?.reason).toBe('It ended at noon');
  });
});

test('a review that is opened again is brought up to date', () => {
  const event: DomainEvent = {
    kind: 'issue.changed',
    issue: { ...issue, updatedAt: later },
    before: {},
    by: null,
  };
  const kindsFrom = (standing: Standing) =>
    decide(event, { review: kept({ standing }), as: 'review' }, aPolicy(), now).intents.map(
      ({ body }) => body.kind,
    );
  expect(kindsFrom('closed')).toEqual(['refresh-key-information', 'check-guidelines']);
  expect(kindsFrom('open')).toEqual(['check-guidelines']);
});

test('one that is due is read at once, and not for something that changed', () => {
  const [intent] = tell({ kind: 'incident.due', incident: kept().incident });
  expect(intent).toMatchObject({ body: { changedAt: null } });
  expect(intent?.notBefore).toBeUndefined();
});

describe('what was read', () => {
  const keyInformation = {
    ...nothingFound,
    customersAffected: { value: '40', source: 'x', confidence: 'stated' as const },
  };
  const read = (over: Partial<IssueSnapshot>, review = kept(), found = keyInformation) =>
    decide(
      {
        kind: 'key-information.read',
        incident: review.incident,
        issue: anIncident({ updatedAt: later, ...over }),
        keyInformation: found,
        window: { start: null, end: null },
      },
      { review, as: 'incident' },
      aPolicy(),
      now,
    );

  test('is kept, and the incident is known as of then', () => {
    const { review, intents } = read({});
    expect(review?.keyInformation).toEqual(keyInformation);
    expect(review?.snapshot.updatedAt).toBe(later);
    // What changed it may have come with a merge request.
    expect(intents.map(({ key }) => key)).toEqual(['gather-times:7:700:0:read 1']);
  });

  test('leaves anything else that is new about the incident to whoever judges it', () => {
    expect(read({ state: 'opened', closedAt: null }).review?.snapshot).toEqual(anIncident());
    expect(read({ assignees: [{ id: 1, username: 'a', name: 'A' }] }).review?.snapshot).toEqual(anIncident());
  });

  test('is no news where all of it is known, in whatever order it was kept', () => {
    const other = Object.fromEntries(Object.entries(keyInformation).toReversed());
    const row = kept({ keyInformation: { ...nothingFound, ...other } });
    expect(read({ updatedAt: closedAt }, row).outcome).toBe('ignored');
  });
});
