import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/domain/decide/index.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import { nothingFound } from '../../../src/domain/key-information.ts';
import type { Review } from '../../../src/domain/review.ts';
import type { GatheredTimes } from '../../../src/domain/times/changes.ts';
import { aReview, aReviewIssue } from '../../contract/storage-values.ts';
import { aPolicy, aReviewIssue as shownReview } from '../../fakes/facts.ts';
import { aChange, at } from '../times/values.ts';

const now = '2024-10-31T23:00:00.000Z';
const kept = (over: Partial<Review> = {}) =>
  aReview({
    standing: 'open',
    issue: aReviewIssue({ updatedAt: at('22:08') }),
    keyInformation: nothingFound,
    openedAt: at('22:08'),
    version: 4,
    ...over,
  });
const gathered = (over: Partial<GatheredTimes> = {}): GatheredTimes => ({
  alertAt: null,
  mitigatedAt: null,
  cause: null,
  revert: null,
  tells: false,
  ...over,
});
const { incident } = kept();
const judge = (event: DomainEvent, review: Review | null, as: 'incident' | 'review' = 'incident') =>
  decide(event, review && { review, as }, aPolicy(), now);
const keys = ({ intents }: ReturnType<typeof judge>) => intents.map(({ key }) => key);
const came = (times: GatheredTimes, review: Review | null) =>
  judge({ kind: 'times.gathered', incident, times }, review);

describe('times that were gathered', () => {
  const told = gathered({ alertAt: at('04:31'), tells: true });

  test('are kept and shown', () => {
    const decision = came(told, kept());
    expect(decision.review?.times).toEqual(told);
    expect(keys(decision)).toEqual(['refresh-key-information:7:700:0:times 4']);
  });

  test('are kept alone where they tell nothing', () => {
    const decision = came(gathered(), kept());
    expect(decision.review?.times).toEqual(gathered());
    expect(keys(decision)).toEqual([]);
  });

  test('are shown where they told something before', () => {
    expect(keys(came(gathered(), kept({ times: told })))).toEqual([
      'refresh-key-information:7:700:0:times 4',
    ]);
  });

  test('change nothing where they are known, in whatever order they were stored', () => {
    const { alertAt, ...rest } = gathered({ revert: aChange(44, '09:40') });
    expect(came({ alertAt, ...rest }, kept({ times: { ...rest, alertAt } }))).toMatchObject({
      outcome: 'ignored',
      intents: [],
    });
  });

  test.each<[string, Review | null]>([
    ['nobody knows', null],
    ['is closed', kept({ standing: 'closed' })],
    ['a person wrote', kept({ keyInformation: null })],
  ])('are ignored for a review that %s', (_, review) => {
    expect(came(told, review)).toMatchObject({ outcome: 'ignored', review: null, intents: [] });
  });
});

test('they are gathered anew now and then', () => {
  expect(keys(judge({ kind: 'incident.due', incident }, kept()))).toEqual([
    `gather-times:7:700:0:due ${now}`,
    `refresh-key-information:7:700:0:due ${now}`,
    expect.stringMatching(/^check-guidelines:/),
  ]);
});

test.each([
  [true, ['refresh-key-information', 'check-guidelines']],
  [false, ['check-guidelines']],
])('a review that a person has edited is read again where it shows times: %j', (tells, expected) => {
  const { project, projectPath, id, iid } = aReviewIssue();
  const issue = shownReview({
    project: { id: project, path: projectPath },
    id,
    iid,
    updatedAt: at('22:30'),
  });
  const event: DomainEvent = {
    kind: 'issue.changed',
    issue,
    before: {},
    by: { id: 51, username: 'alice', name: 'Alice' },
  };
  const { intents } = judge(event, kept({ times: gathered({ tells }) }), 'review');
  expect(intents.map(({ body }) => body.kind)).toEqual(expected);
});
