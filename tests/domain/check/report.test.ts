import { describe, expect, it, test } from 'vitest';
import type { BoxState } from '../../../src/domain/boxes/box.ts';
import type { Judged } from '../../../src/domain/check/evaluate.ts';
import { type Report, reportOf } from '../../../src/domain/check/report.ts';
import { sayNow } from '../../../src/domain/check/said.ts';
import { type VerdictKind, verdictKinds } from '../../../src/domain/check/verdict.ts';

function judged(id: string, is: VerdictKind): Judged {
  const why = { because: 'b' };
  return { id, for: 'dri', asks: id, verdict: is === 'not-met' ? { is, ...why, todo: 't' } : { is, ...why } };
}

describe('what is said', () => {
  const first = [judged('a', 'not-met'), judged('b', 'met')];

  it('has no changes at first', () => {
    expect(sayNow(first, null)).toEqual({ verdicts: { a: 'not-met', b: 'met' }, changes: [] });
  });

  it('is the same as before while no verdict changes, and keeps what had changed then', () => {
    const said = sayNow([judged('a', 'met'), judged('b', 'met')], sayNow(first, null));
    expect(said.changes).toEqual([{ id: 'a', from: 'not-met', to: 'met' }]);
    expect(sayNow([judged('a', 'met'), judged('b', 'met')], said)).toBe(said);
  });

  it('tells of guidelines that are new, and forgets those that are gone', () => {
    const before = sayNow(first, null);
    expect(sayNow([...first, judged('c', 'not-met')], before).changes).toEqual([
      { id: 'c', from: null, to: 'not-met' },
    ]);
    expect(sayNow([judged('a', 'not-met')], before)).toEqual({ verdicts: { a: 'not-met' }, changes: [] });
  });

  it('is not misled by names', () => {
    const said = sayNow([judged('constructor', 'met')], { verdicts: {}, changes: [] });
    expect(said.changes).toEqual([{ id: 'constructor', from: null, to: 'met' }]);
  });
});

const where = (report: Report) =>
  (['settled', 'todo', 'later', 'forAPerson', 'needsGitLab', 'against'] as const).filter(
    (list) => report[list].length > 0,
  );

test.each<[VerdictKind, BoxState | undefined, string]>([
  ['met', undefined, 'settled'],
  ['met', 'x', 'settled'],
  ['met', ' ', 'against'],
  ['met', '~', 'against'],
  ['not-met', undefined, 'todo'],
  ['not-met', ' ', 'todo'],
  ['not-met', 'x', 'against'],
  ['not-met', '~', 'settled'],
  ['not-yet', undefined, 'later'],
  ['not-yet', ' ', 'later'],
  ['not-yet', 'x', 'against'],
  ['not-yet', '~', 'settled'],
  ['not-applicable', undefined, 'settled'],
  ['not-applicable', 'x', 'settled'],
  ['not-applicable', ' ', 'against'],
  ['for-a-person', undefined, 'forAPerson'],
  ['for-a-person', ' ', 'forAPerson'],
  ['for-a-person', 'x', 'settled'],
  ['for-a-person', '~', 'settled'],
  ['needs-gitlab', undefined, 'needsGitLab'],
  ['needs-gitlab', 'x', 'settled'],
])('%s, and a person set the box to %j: %s', (is, box, list) => {
  const byPeople: Record<string, BoxState> = box === undefined ? {} : { a: box };
  const report = reportOf({ judged: [judged('a', is)], changes: [], byPeople, hints: [] });
  expect(where(report)).toEqual([list]);
});

it('has every guideline in one list, and changes of those alone that are judged', () => {
  const all = verdictKinds.map((is) => judged(is, is));
  const report = reportOf({
    judged: all,
    changes: [
      { id: 'met', from: 'not-met', to: 'met' },
      { id: 'gone', from: 'met', to: 'not-met' },
    ],
    byPeople: {},
    hints: [],
  });
  expect(report.changes.map(({ judged: { id } }) => id)).toEqual(['met']);
  const { settled, todo, later, forAPerson, needsGitLab } = report;
  expect([...settled, ...todo, ...later, ...forAPerson, ...needsGitLab].map(({ id }) => id).sort()).toEqual(
    [...verdictKinds].sort(),
  );
});
