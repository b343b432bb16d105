import { expect, test } from 'vitest';
import { relabelled, severityAgreed, severityToFollow } from '../../src/domain/follow-severity.ts';
import type { Severity } from '../../src/domain/words.ts';

const issue = (labels: string[], severity: Severity | null = null) => ({ labels, severity });
const to = (add: string, ...remove: string[]) => ({ add, remove });

test.each<
  [string, Severity | null, string[], string[], Severity | null, ReturnType<typeof severityToFollow>]
>([
  ['both agree', 2, ['severity::2'], ['severity::2'], null, null],
  [
    'the incident says another by now',
    2,
    ['severity::2'],
    ['severity::1'],
    null,
    to('severity::1', 'severity::2'),
  ],
  ['in the spelling of each', 2, ['Severity 2'], ['S1'], null, to('S1', 'Severity 2')],
  ["in GitLab's own field", 2, ['severity::2'], [], 3, to('severity::3', 'severity::2')],
  [
    'in each that says it',
    2,
    ['severity::2', 'S2'],
    ['severity::4'],
    null,
    to('severity::4', 'severity::2', 'S2'),
  ],
  [
    'a person set another one beside that of the review',
    2,
    ['severity::2', 'S3'],
    ['severity::4'],
    null,
    null,
  ],
  ['a person changed that of the review', 2, ['severity::4'], ['severity::1'], null, null],
  ['a person took that of the review away', 2, [], ['severity::1'], null, null],
  ['that of the incident is gone', 2, ['severity::2'], [], null, null],
  ['they never agreed', null, ['severity::2'], ['severity::1'], null, null],
  ['a person set it back after it had followed', 1, ['severity::2'], ['severity::1'], null, null],
])('%s', (_what, agreed, ours, theirs, field, follows) => {
  expect(severityToFollow(agreed, issue(ours), issue(theirs, field))).toEqual(follows);
});

test('what both say is remembered, and what they said while they differ', () => {
  expect(severityAgreed(null, issue(['severity::2']), issue(['S2']))).toBe(2);
  expect(severityAgreed(2, issue(['severity::2']), issue(['S1']))).toBe(2);
  expect(severityAgreed(2, issue(['severity::2']), issue([]))).toBe(2);
  expect(relabelled(['a', 'Severity::2'], to('severity::1', 'severity::2'))).toEqual(['a', 'severity::1']);
});
