import { expect, test } from 'vitest';
import { judge, type Shown, type Terms } from '../../../src/domain/check/judge.ts';
import { untouchedChecklist } from '../../../src/domain/checklist.ts';
import { nothingFound } from '../../../src/domain/key-information.ts';
import { withMark, writeMark } from '../../../src/domain/mark.ts';
import type { Review } from '../../../src/domain/review.ts';
import { anOpenReview } from '../../contract/storage-values.ts';
import { anIncident, aPolicy, aReviewIssue } from '../../fakes/facts.ts';
import { anAction, anAnnouncement } from '../../fakes/review-evidence.ts';

const incident = { project: 7, issue: 700, iid: 12 };
const box = (id: string) => `- [ ] x <!-- guideline:${id} -->`;
const description = withMark(
  ['## Review Guidelines', '', box('severity-label'), box('labels')].join('\n'),
  writeMark({ incident, template: 'incident-review', cells: {}, blocks: {}, boxes: {} }),
);
const row = (over: Partial<Review> = {}): Review =>
  anOpenReview(700, {
    keyInformation: nothingFound,
    announcement: anAnnouncement(),
    snapshot: anIncident(),
    ...over,
  });
const shown = (over: Partial<Shown> = {}): Shown => ({
  review: aReviewIssue(),
  description,
  related: [anAction()],
  ...over,
});
const terms = (over: Partial<Terms> = {}): Terms => ({
  now: '2024-11-06T10:00:00.000Z',
  policy: aPolicy(),
  template: null,
  closedAt: null,
  ...over,
});
const raised = anIncident({ labels: ['incident', 'severity::1'] });
const agreed = { ...untouchedChecklist, severityAgreed: 2 as const };

test('boxes are set, and nothing is left to say at a closing while it is open', () => {
  expect(judge(row(), shown(), terms())).toMatchObject({
    ticked: { written: ['severity-label'] },
    follows: null,
    severityAgreed: 2,
    left: null,
    reopens: false,
  });
});

test('a label that follows is judged as it will be, and written with the box', () => {
  const judgement = judge(row({ snapshot: raised, checklist: agreed }), shown(), terms());
  expect(judgement).toMatchObject({
    follows: { add: 'severity::1', remove: ['severity::2'] },
    ticked: { written: ['severity-label'] },
    severityAgreed: 1,
  });
});

test('of what is withheld neither a label follows nor is it remembered', () => {
  const judgement = judge(row({ snapshot: raised, checklist: agreed }), shown({ related: null }), terms());
  expect(judgement).toMatchObject({ follows: null, severityAgreed: 2 });
});

const closedAt = '2024-11-06T10:00:00.000Z';
const minutesBefore = (minutes: number) => new Date(Date.parse(closedAt) - minutes * 60_000).toISOString();
const reopening = aPolicy({ guidelines: { closeLabel: null, reopen: true, extra: [] } });

test.each<[string, Partial<Review>, Partial<Terms>, { isLeft: boolean; reopens: boolean }]>([
  ['closed', {}, {}, { isLeft: true, reopens: false }],
  ['where reopening is configured', {}, { policy: reopening }, { isLeft: true, reopens: true }],
  [
    'once more within an hour',
    { checklist: { ...untouchedChecklist, undoneClosingAt: minutesBefore(60) } },
    { policy: reopening },
    { isLeft: true, reopens: false },
  ],
  [
    'once more later',
    { checklist: { ...untouchedChecklist, undoneClosingAt: minutesBefore(61) } },
    { policy: reopening },
    { isLeft: true, reopens: true },
  ],
  [
    'and not needed any more',
    { snapshot: anIncident({ labels: ['incident', 'severity::2', 'review-not-needed'] }) },
    {},
    { isLeft: false, reopens: false },
  ],
])('%s', (_what, over, more, { isLeft, reopens }) => {
  const { left, reopens: isReopened } = judge(row(over), shown(), terms({ closedAt, ...more }));
  expect([left !== null, isReopened]).toEqual([isLeft, reopens]);
});
