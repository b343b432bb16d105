import { describe, expect, test } from 'vitest';
import { addWorkingDays, dayIn, isWorkingDay } from '../../src/domain/calendar.ts';
import { dueDate } from '../../src/domain/due-date.ts';
import type { Calendar, Due } from '../../src/domain/policy.ts';
import { aPolicy } from '../fakes/facts.ts';

const calendar: Calendar = aPolicy().calendar;

describe('working days', () => {
  test.each([
    ['2024-10-31', 5, '2024-11-07', 'a Thursday + 5 is the next Thursday'],
    ['2024-11-02', 5, '2024-11-08', 'a Saturday + 5 is the Friday'],
    ['2024-11-03', 5, '2024-11-08', 'a Sunday + 5 is the Friday'],
    ['2024-11-01', 1, '2024-11-04', 'a Friday + 1 is the Monday'],
    ['2024-12-31', 1, '2025-01-01', 'the year turns'],
    ['2024-02-28', 1, '2024-02-29', 'a leap day is a day'],
    ['2024-10-31', 0, '2024-10-31', 'nothing added'],
  ])('%s + %d = %s: %s', (day, days, expected) => {
    expect(addWorkingDays(day, days, calendar)).toBe(expected);
  });

  test('holidays do not count', () => {
    const withHoliday = { ...calendar, holidays: ['2024-11-01'] };
    expect(isWorkingDay('2024-11-01', withHoliday)).toBe(false);
    expect(addWorkingDays('2024-10-31', 1, withHoliday)).toBe('2024-11-04');
  });

  test('another week is possible', () => {
    const gulf: Calendar = { ...calendar, workdays: ['sun', 'mon', 'tue', 'wed', 'thu'] };
    expect(addWorkingDays('2024-10-31', 1, gulf)).toBe('2024-11-03');
  });

  test.each([
    ['2024-10-31T23:30:00.000Z', 'UTC', '2024-10-31'],
    ['2024-10-31T23:30:00.000Z', 'Europe/Berlin', '2024-11-01'],
    ['2024-10-31T03:30:00.000Z', 'America/New_York', '2024-10-30'],
    ['2024-10-27T00:30:00.000Z', 'Europe/Berlin', '2024-10-27'],
    ['2024-12-31T23:59:59.999Z', 'Asia/Tokyo', '2025-01-01'],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(dayIn(instant, zone)).toBe(day);
  });
});

describe('the due date', () => {
  const moments = {
    resolvedAt: '2024-10-31T22:05:00.000Z',
    closedAt: '2024-11-01T10:00:00.000Z',
    incidentOpenedAt: '2024-10-30T05:00:00.000Z',
  };
  const opened = '2024-11-01T10:00:05.000Z';
  const due = (over: Partial<Due>) => {
    const policy = aPolicy();
    return { ...policy, review: { ...policy.review, due: { ...policy.review.due, ...over } } };
  };

  test('counts working days from the day it was resolved', () => {
    expect(dueDate(moments, 2, opened, due({}))).toBe('2024-11-07');
  });

  test('counts from the closure or the opening of the incident, where the policy says so', () => {
    expect(dueDate(moments, 2, opened, due({ from: 'closed' }))).toBe('2024-11-08');
    expect(dueDate(moments, 2, opened, due({ from: 'opened' }))).toBe('2024-11-06');
  });

  test('counts calendar days, where the policy says so', () => {
    expect(dueDate(moments, 2, opened, due({ unit: 'calendar', days: 14 }))).toBe('2024-11-14');
  });

  test('a severity may have its own rule, the rest stays', () => {
    const policy = due({});
    policy.review.dueBySeverity = { '1': { days: 3 } };
    expect(dueDate(moments, 1, opened, policy)).toBe('2024-11-05');
    expect(dueDate(moments, 2, opened, policy)).toBe('2024-11-07');
  });

  test('is never earlier than the second working day after the review was opened', () => {
    const late = '2024-11-15T09:00:00.000Z';
    expect(dueDate(moments, 2, late, due({}))).toBe('2024-11-19');
    expect(dueDate(moments, 2, opened, due({ days: 0 }))).toBe('2024-11-05');
  });

  test('counts from the opening of the review when nothing is resolved or closed yet', () => {
    const running = { resolvedAt: null, closedAt: null, incidentOpenedAt: moments.incidentOpenedAt };
    expect(dueDate(running, 2, opened, due({}))).toBe('2024-11-08');
  });

  test('days are those of the calendar, not of UTC', () => {
    const policy = due({});
    policy.calendar = { ...policy.calendar, timezone: 'Asia/Tokyo' };
    // 22:05 UTC on Thursday is Friday in Tokyo.
    expect(dueDate(moments, 2, opened, policy)).toBe('2024-11-08');
  });
});
