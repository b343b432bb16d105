import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/domain/decide/index.ts';
import type { Before } from '../../../src/domain/events.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Review } from '../../../src/domain/review.ts';
import type { IssueSnapshot } from '../../../src/domain/words.ts';
import { anIncident, anOpenIncident, aPolicy, aReviewIssue, closedAt } from '../../fakes/facts.ts';

const now = '2024-10-31T22:07:31.000Z';
const alice = { id: 51, username: 'alice', name: 'Alice' };

function tell(
  issue: IssueSnapshot,
  known: Review | null = null,
  before: Before = {},
  policy: Policy = aPolicy(),
) {
  return decide(
    { kind: 'issue.changed', issue, before, by: alice },
    known && { review: known, as: 'incident' },
    policy,
    now,
  );
}

/** The row after one event, for telling the next. */
function rowAfter(issue: IssueSnapshot, before: Before = {}, policy: Policy = aPolicy()): Review {
  const { review } = tell(issue, null, before, policy);
  if (!review) throw new Error('no row was kept');
  return { ...review, version: 1 };
}

const kinds = (decision: ReturnType<typeof tell>) => decision.intents.map(({ body }) => body.kind);

const withLabels = (...labels: string[]) => anIncident({ labels: ['incident', ...labels] });
const withTrigger = (over: Partial<Policy['trigger']>) => {
  const policy = aPolicy();
  return { ...policy, trigger: { ...policy.trigger, ...over } };
};

describe('whether a review is wanted', () => {
  test.each<[string, IssueSnapshot, Policy, Review['standing']]>([
    ['closed with severity 2', withLabels('severity::2'), aPolicy(), 'wanted'],
    [
      'closed with severity 1 in the field alone',
      anIncident({ labels: [], severity: 1 }),
      aPolicy(),
      'wanted',
    ],
    ['closed with severity 3', withLabels('severity::3'), aPolicy(), 'watching'],
    ['severity 3 asked for by label', withLabels('S3', 'Review-Requested'), aPolicy(), 'wanted'],
    ['severity unknown', withLabels(), aPolicy(), 'watching'],
    ['severity unknown, but asked for', withLabels('review-requested'), aPolicy(), 'wanted'],
    ['waived', withLabels('S1', 'review-not-needed'), aPolicy(), 'waived'],
    [
      'waived and asked for: waived',
      withLabels('S1', 'review-not-needed', 'review-requested'),
      aPolicy(),
      'waived',
    ],
    ['still open', anOpenIncident(), aPolicy(), 'watching'],
    ['an issue that carries the incident label', anIncident({ kind: 'issue' }), aPolicy(), 'wanted'],
    [
      'severity 3 where the policy wants it',
      withLabels('S3'),
      withTrigger({ severities: [1, 2, 3] }),
      'wanted',
    ],
    ['closed where mitigated is the trigger', anIncident(), withTrigger({ when: ['mitigated'] }), 'wanted'],
    ['closed by being moved elsewhere', anIncident({ movedTo: 4711 }), aPolicy(), 'watching'],
  ])('%s', (_name, issue, policy, standing) => {
    expect(rowAfter(issue, {}, policy).standing).toBe(standing);
  });

  test.each<[string, Policy['trigger']['when'], string, boolean]>([
    ['resolved by label', ['resolved'], 'Incident::Resolved', true],
    ['mitigated by label where resolved is wanted', ['resolved'], 'Incident::Mitigated', false],
    ['resolved by label where mitigated is wanted', ['mitigated'], 'incident::resolved', true],
    ['resolved by label where closed is wanted', ['closed'], 'Incident::Resolved', false],
  ])('%s', (_name, when, label, wanted) => {
    const issue = anOpenIncident({ labels: ['incident', 'S1', label] });
    const row = rowAfter(issue, { labels: ['incident', 'S1'] }, withTrigger({ when }));
    expect(row.standing).toBe(wanted ? 'wanted' : 'watching');
  });

  test('an ordinary issue is nothing of ours', () => {
    expect(tell(anIncident({ kind: 'issue', labels: [] }))).toMatchObject({
      outcome: 'ignored',
      review: null,
    });
  });

  test('an issue of a foreign project is nothing of ours', () => {
    const foreign = anIncident({ project: { id: 8, path: 'acme/other' } });
    expect(tell(foreign)).toMatchObject({ outcome: 'ignored', review: null, intents: [] });
  });

  test('projects are told by path in any case, by id, and by the id learnt for a path', () => {
    const renamed = anIncident({ project: { id: 7, path: 'acme/prod' } });
    const byId = aPolicy({ gitlab: { projects: [{ incidents: 7, reviews: 7 }] } });
    expect(tell(anIncident({ project: { id: 7, path: 'ACME/Production' } })).outcome).toBe('done');
    expect(tell(renamed).outcome).toBe('ignored');
    expect(tell(renamed, null, {}, byId).outcome).toBe('done');
    expect(tell(renamed, null, {}, aPolicy({ projectIds: { 'acme/production': 7 } })).outcome).toBe('done');
  });
});

describe('one closure', () => {
  test('told twice wants one review: the second finds it wanted already', () => {
    const first = rowAfter(anIncident(), { state: 'opened' });
    const second = tell(anIncident({ updatedAt: '2024-10-31T22:07:30.060Z' }), first, { state: 'opened' });
    expect(kinds(second)).toEqual([]);
    expect(second.review?.standing).toBe('wanted');
  });

  test('gathers facts under a key that names the incident', () => {
    const { intents } = tell(anIncident());
    expect(intents).toEqual([
      {
        key: 'gather-facts:7:700:1',
        subject: '7:700',
        body: {
          kind: 'gather-facts',
          incident: { project: 7, issue: 700, iid: 12 },
          at: { project: 7, path: 'acme/production', issue: 700, iid: 12 },
          openedAt: '2024-10-31T05:02:10.000Z',
          notOlderThan: closedAt,
        },
      },
    ]);
  });

  test('after a reopen and another closure keeps its review', () => {
    const open: Review = { ...rowAfter(anIncident()), standing: 'open', issue: null };
    const reopened = tell(anOpenIncident({ updatedAt: '2024-11-01T08:00:00.000Z' }), open);
    const again = tell(anIncident({ updatedAt: '2024-11-01T09:00:00.000Z' }), reopened.review);
    expect([...kinds(reopened), ...kinds(again)]).toEqual([]);
    expect(again.review?.standing).toBe('open');
  });

  test('an event older than what is known changes nothing', () => {
    const late = tell(anOpenIncident(), rowAfter(anIncident()));
    expect(late).toMatchObject({ outcome: 'ignored', review: null });
  });

  test('is told to the apps that listen, once for each closure', () => {
    const policy = aPolicy({ apps: [{ name: 'pager', hears: ['incident.closed'] }] });
    const decision = tell(anIncident(), rowAfter(anOpenIncident()), {}, policy);
    const news = decision.intents.find(({ body }) => body.kind === 'tell-app');
    expect(news?.key).toBe(`tell-app:pager:incident.closed:7:700:${closedAt}`);
  });
});

describe('looking forward only', () => {
  const policy = aPolicy({ watchingSince: { 'acme/production': '2024-11-15T00:00:00.000Z' } });

  test('an incident closed before we watched is left alone, also the second time it is touched', () => {
    const row = rowAfter(anIncident(), {}, policy);
    expect(row).toMatchObject({
      standing: 'watching',
      because: 'it was closed before this service was watching',
    });
    const touched = tell(anIncident({ updatedAt: '2024-11-20T00:00:00.000Z' }), row, {}, policy);
    expect(kinds(touched)).toEqual([]);
  });

  test('an old incident gets a review when somebody asks for one now', () => {
    const asking = anIncident({
      labels: ['incident', 'review-requested'],
      updatedAt: '2024-11-20T00:00:00.000Z',
    });
    expect(kinds(tell(asking, null, { labels: ['incident'] }, policy))).toEqual(['gather-facts']);
  });

  test('a request that was there all along does not count as asking now', () => {
    const asked = anIncident({
      labels: ['incident', 'review-requested'],
      updatedAt: '2024-11-20T00:00:00.000Z',
    });
    expect(kinds(tell(asked, null, {}, policy))).toEqual([]);
    expect(kinds(tell(asked, null, { labels: ['incident', 'review-requested'] }, policy))).toEqual([]);
  });

  test('nobody is asked why an old incident was waived', () => {
    const old = withLabels('S1', 'review-not-needed');
    expect(kinds(tell(old, null, {}, policy))).toEqual([]);
  });
});

describe('an unknown severity', () => {
  test('is said once on the incident', () => {
    const first = tell(withLabels());
    expect(kinds(first)).toEqual(['comment-on-incident']);
    const again = tell({ ...withLabels(), updatedAt: '2024-11-01T00:00:00.000Z' }, first.review);
    // The same key: the ledger takes it once.
    expect(again.intents.map(({ key }) => key)).toEqual(first.intents.map(({ key }) => key));
  });

  test('set later opens the review then', () => {
    const row = rowAfter(withLabels());
    const set = tell({ ...withLabels('severity::1'), updatedAt: '2024-11-01T00:00:00.000Z' }, row);
    expect(kinds(set)).toEqual(['gather-facts']);
    expect(set.because).toBe('closed with severity 1');
  });
});

describe('a waiver', () => {
  test('remembers who set the label and asks for the reason', () => {
    const decision = tell(withLabels('S1', 'review-not-needed'));
    expect(decision.review?.waiver).toEqual({ since: closedAt, by: 'alice', reason: null, reasonBy: null });
    expect(decision.intents[0]?.body).toMatchObject({ kind: 'comment-on-incident', topic: 'waiver-reason' });
  });

  test('of an incident that needs no review asks nobody', () => {
    expect(kinds(tell(withLabels('S4', 'review-not-needed')))).toEqual([]);
  });

  test('taken back opens the review', () => {
    const row = rowAfter(withLabels('S1', 'review-not-needed'));
    const back = tell({ ...withLabels('S1'), updatedAt: '2024-11-01T00:00:00.000Z' }, row);
    expect(back.review).toMatchObject({ standing: 'wanted', waiver: null });
  });

  test('that comes while the review is being opened stops it', () => {
    const row = rowAfter(withLabels('S1'));
    const waived = tell(
      { ...withLabels('S1', 'review-not-needed'), updatedAt: '2024-11-01T00:00:00.000Z' },
      row,
    );
    expect(waived.review?.standing).toBe('waived');
  });

  test('that comes after the review is opened leaves it alone', () => {
    const row: Review = { ...rowAfter(withLabels('S1')), standing: 'open' };
    const waived = tell(
      { ...withLabels('S1', 'review-not-needed'), updatedAt: '2024-11-01T00:00:00.000Z' },
      row,
    );
    expect(waived.review?.standing).toBe('open');
  });
});

describe('an older GitLab that does not say what an issue is', () => {
  const untyped = anIncident({ kind: 'unknown', labels: ['S1'] });

  test('is asked when it closes', () => {
    expect(kinds(tell(untyped, null, { state: 'opened' }))).toEqual(['identify-issue']);
  });

  test('is not asked about issues that are open', () => {
    expect(tell({ ...untyped, state: 'opened', closedAt: null })).toMatchObject({ outcome: 'ignored' });
  });

  test('need not say it again for an incident that is known', () => {
    const known = rowAfter(anOpenIncident());
    expect(tell({ ...untyped, updatedAt: closedAt }, known).review?.standing).toBe('wanted');
  });
});

describe('the review that exists', () => {
  const reviewed: Review = {
    ...rowAfter(anIncident()),
    standing: 'open',
    issue: { ...reviewIssue(), confidential: false },
  };

  function reviewIssue() {
    const { id, iid, url, title, updatedAt, dueDate } = aReviewIssue();
    return {
      project: 7,
      projectPath: 'acme/production',
      id,
      iid,
      url,
      title,
      updatedAt,
      dueDate,
      assignees: ['alice'],
    };
  }

  test('becomes confidential with its incident', () => {
    const hidden = anIncident({ confidential: true, updatedAt: '2024-11-01T00:00:00.000Z' });
    expect(kinds(tell(hidden, reviewed))).toEqual(['make-review-confidential']);
  });

  test('is looked for when somebody asks for a review anew', () => {
    const asking = anIncident({
      labels: [...anIncident().labels, 'review-requested'],
      updatedAt: '2024-11-01T00:00:00.000Z',
    });
    expect(kinds(tell(asking, reviewed))).toEqual(['verify-review']);
  });

  test('when it was deleted comes again, because it was asked for', () => {
    const gone = decide(
      { kind: 'review.gone', incident: reviewed.incident },
      { review: reviewed, as: 'incident' },
      aPolicy(),
      now,
    );
    expect(gone.review).toMatchObject({ standing: 'wanted', generation: 1, issue: null });
    expect(gone.intents.map(({ key }) => key)).toEqual(['gather-facts:7:700:2']);
  });

  test('when it was deleted does not come again by itself', () => {
    const deleted: Review = { ...reviewed, standing: 'deleted', issue: null };
    expect(kinds(tell(anIncident({ updatedAt: '2024-11-01T00:00:00.000Z' }), deleted))).toEqual([]);
  });
});
