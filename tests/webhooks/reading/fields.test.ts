import { describe, expect, test } from 'vitest';
import { dayOf, instantOf, issueKindOf, severityOf, stateOf } from '../../../webhooks/reading/fields.ts';

describe('a moment', () => {
  test.each([
    ['with milliseconds', '2026-05-28T06:11:46.057Z', '2026-05-28T06:11:46.057Z'],
    ['with microseconds, cut', '2026-05-28T06:11:46.057999Z', '2026-05-28T06:11:46.057Z'],
    ['with a tenth', '2026-05-28T06:11:46.5Z', '2026-05-28T06:11:46.500Z'],
    ['without a fraction', '2013-12-03T17:15:43Z', '2013-12-03T17:15:43.000Z'],
    ['in the older format', '2023-05-25 17:12:06 UTC', '2023-05-25T17:12:06.000Z'],
    ['ahead of UTC', '2018-02-20T01:30:00+0200', '2018-02-19T23:30:00.000Z'],
    ['ahead of UTC, with a colon', '2018-02-20T01:30:00+02:00', '2018-02-19T23:30:00.000Z'],
    ['ahead of UTC, older format', '2018-02-20 01:30:00 +0200', '2018-02-19T23:30:00.000Z'],
    ['behind UTC over new year', '2017-12-31T20:00:00.250-05:30', '2018-01-01T01:30:00.250Z'],
    ['on a leap day', '2024-02-29 00:00:00 UTC', '2024-02-29T00:00:00.000Z'],
    ['at the first moment that counts', '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['at the last moment that counts', '2999-12-31T23:59:59.999Z', '2999-12-31T23:59:59.999Z'],
  ])('%s is read', (_what, written, instant) => {
    expect(instantOf(written)).toBe(instant);
  });

  test.each([
    ['without a zone', '2026-05-28T06:11:46'],
    ['in another zone by name', '2026-05-28 06:11:46 CEST'],
    ['without a time', '2026-05-28'],
    ['that no calendar has', '2026-02-30T00:00:00Z'],
    ['in the thirteenth month', '2026-13-01T00:00:00Z'],
    ['on a leap day of a common year', '2026-02-29T00:00:00Z'],
    ['at 24 o’clock', '2026-05-28T24:00:00Z'],
    ['in the sixtieth second', '2026-05-28T06:11:60Z'],
    ['with an offset of no place on earth', '2026-05-28T06:11:46+99:00'],
    ['before GitLab could tell of it', '1969-12-31T23:59:59Z'],
    ['pushed before 1970 by its offset', '1970-01-01T00:00:00+01:00'],
    ['after the year 2999', '3000-01-01T00:00:00Z'],
    ['pushed after the year 2999 by its offset', '2999-12-31T23:59:59-14:00'],
    ['at the end of what a Date can hold', '+275760-09-13T00:00:00.000Z'],
    ['in a year of two digits', '0026-05-28T06:11:46Z'],
    ['followed by something', '2026-05-28T06:11:46Z; DROP'],
    ['that is empty', ''],
    ['as long as a book', '2'.repeat(1_048_576)],
  ])('%s is none', (_what, written) => {
    expect(instantOf(written)).toBeNull();
  });
});

test.each([
  ['2026-06-04', '2026-06-04'],
  ['2014-12-03T18:15:43Z', '2014-12-03'],
  ['2026-02-30', null],
  ['soon', null],
  [null, null],
  [20260604, null],
  [{}, null],
])('the due date %j is the day %j', (written, day) => {
  expect(dayOf(written)).toBe(day);
});

test.each([
  ['critical', 1],
  ['high', 2],
  ['MEDIUM', 3],
  ['Low', 4],
  ['unknown', null],
  ['UNKNOWN', null],
  ['catastrophic', null],
  ['high and rising, for hours now', null],
  ['constructor', null],
  ['__proto__', null],
  ['', null],
  [1, null],
  [null, null],
  [['high'], null],
])('the severity %j is %j', (written, severity) => {
  expect(severityOf(written)).toBe(severity);
});

test.each([
  ['opened', 'opened'],
  ['reopened', 'opened'],
  ['closed', 'closed'],
  [1, 'opened'],
  [2, 'closed'],
  [0, null],
  [3, null],
  ['merged', null],
  ['2', null],
  [undefined, null],
  [null, null],
])('the state %j is %j', (written, state) => {
  expect(stateOf(written)).toBe(state);
});

test.each([
  ['Incident', 'incident'],
  ['INCIDENT', 'incident'],
  ['incident', 'incident'],
  ['Issue', 'issue'],
  ['Task', 'other'],
  ['Test Case', 'other'],
  ['Incident of the century', 'other'],
  ['Something GitLab 25 invented', 'other'],
  ['', 'unknown'],
  [undefined, 'unknown'],
  [null, 'unknown'],
  [7, 'unknown'],
])('the type %j is of the kind %j', (written, kind) => {
  expect(issueKindOf(written)).toBe(kind);
});
