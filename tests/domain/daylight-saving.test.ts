import { describe, expect, test } from 'vitest';
import { addCalendarDays, addWorkingDays, dayIn } from '../../src/domain/calendar.ts';
import { dueDate } from '../../src/domain/due-date.ts';
import { aPolicy } from '../fakes/facts.ts';

type Zone = 'Europe/Berlin' | 'America/New_York';

const calendarOf = (timezone: Zone) => ({ ...aPolicy().calendar, timezone });

/** The due date of a review that was opened right after, with so many working days. */
function due(timezone: Zone, resolvedAt: string, days: number): string {
  const policy = aPolicy();
  const review = { ...policy.review, due: { days, unit: 'working' as const, from: 'resolved' as const } };
  const moments = { resolvedAt, closedAt: resolvedAt, incidentOpenedAt: resolvedAt };
  return dueDate(moments, 2, resolvedAt, { ...policy, review, calendar: calendarOf(timezone) });
}

// In 2026 clocks change on 29 March and 25 October in Berlin, on 8 March and 1 November in New York; all Sundays.
describe('the day of a moment, around the hour that is missing and the hour that comes twice', () => {
  test.each<[string, Zone, string, string]>([
    ['2026-03-28T22:59:59.999Z', 'Europe/Berlin', '2026-03-28', 'the last moment of the day before'],
    ['2026-03-28T23:00:00.000Z', 'Europe/Berlin', '2026-03-29', 'midnight in winter time'],
    ['2026-03-29T00:59:59.999Z', 'Europe/Berlin', '2026-03-29', '01:59:59 of winter'],
    ['2026-03-29T01:00:00.000Z', 'Europe/Berlin', '2026-03-29', '03:00 of summer'],
    ['2026-03-29T21:59:59.999Z', 'Europe/Berlin', '2026-03-29', 'a day of 23 hours ends'],
    ['2026-03-29T22:00:00.000Z', 'Europe/Berlin', '2026-03-30', 'midnight in summer time'],
    ['2026-10-24T22:00:00.000Z', 'Europe/Berlin', '2026-10-25', 'midnight in summer time'],
    ['2026-10-25T00:30:00.000Z', 'Europe/Berlin', '2026-10-25', '02:30 for the first time'],
    ['2026-10-25T01:30:00.000Z', 'Europe/Berlin', '2026-10-25', '02:30 for the second time'],
    ['2026-10-25T22:59:59.999Z', 'Europe/Berlin', '2026-10-25', 'a day of 25 hours ends'],
    ['2026-10-25T23:00:00.000Z', 'Europe/Berlin', '2026-10-26', 'midnight in winter time'],
    ['2026-03-08T04:59:59.999Z', 'America/New_York', '2026-03-07', 'the last moment of the day before'],
    ['2026-03-08T05:00:00.000Z', 'America/New_York', '2026-03-08', 'midnight in winter time'],
    ['2026-03-09T03:59:59.999Z', 'America/New_York', '2026-03-08', 'a day of 23 hours ends'],
    ['2026-03-09T04:00:00.000Z', 'America/New_York', '2026-03-09', 'midnight in summer time'],
    ['2026-11-01T05:30:00.000Z', 'America/New_York', '2026-11-01', '01:30 for the first time'],
    ['2026-11-01T06:30:00.000Z', 'America/New_York', '2026-11-01', '01:30 for the second time'],
    ['2026-11-02T04:59:59.999Z', 'America/New_York', '2026-11-01', 'a day of 25 hours ends'],
    ['2026-11-02T05:00:00.000Z', 'America/New_York', '2026-11-02', 'midnight in winter time'],
  ])('%s in %s is %s: %s', (instant, zone, day) => {
    expect(dayIn(instant, zone)).toBe(day);
  });
});

describe('working days over a change', () => {
  test.each<[Zone, string, string]>([
    ['Europe/Berlin', '2026-03-27', '2026-03-30'],
    ['Europe/Berlin', '2026-10-23', '2026-10-26'],
    ['America/New_York', '2026-03-06', '2026-03-09'],
    ['America/New_York', '2026-10-30', '2026-11-02'],
  ])(
    'in %s the first after Friday %s is Monday %s, also when Sunday is a working day',
    (zone, friday, monday) => {
      const calendar = calendarOf(zone);
      expect(addWorkingDays(friday, 1, calendar)).toBe(monday);
      const everyDay = { ...calendar, workdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const };
      expect(addWorkingDays(friday, 3, { ...everyDay, workdays: [...everyDay.workdays] })).toBe(monday);
      expect(addCalendarDays(friday, 3)).toBe(monday);
    },
  );

  test.each<[Zone, string, string, string]>([
    ['Europe/Berlin', '2026-03-27T22:59:00.000Z', '2026-04-03', 'resolved on Friday at 23:59'],
    ['Europe/Berlin', '2026-03-27T23:01:00.000Z', '2026-04-03', 'resolved on Saturday at 00:01'],
    ['Europe/Berlin', '2026-03-29T00:30:00.000Z', '2026-04-03', 'resolved half an hour before the change'],
    ['Europe/Berlin', '2026-03-29T21:59:00.000Z', '2026-04-03', 'resolved on the Sunday at 23:59'],
    ['Europe/Berlin', '2026-03-29T22:01:00.000Z', '2026-04-06', 'resolved on the Monday at 00:01'],
    ['Europe/Berlin', '2026-10-25T22:59:00.000Z', '2026-10-30', 'resolved on the Sunday at 23:59'],
    ['Europe/Berlin', '2026-10-25T23:01:00.000Z', '2026-11-02', 'resolved on the Monday at 00:01'],
    ['America/New_York', '2026-03-09T03:59:00.000Z', '2026-03-13', 'resolved on the Sunday at 23:59'],
    ['America/New_York', '2026-03-09T04:01:00.000Z', '2026-03-16', 'resolved on the Monday at 00:01'],
    ['America/New_York', '2026-11-02T04:59:00.000Z', '2026-11-06', 'resolved on the Sunday at 23:59'],
    ['America/New_York', '2026-11-02T05:01:00.000Z', '2026-11-09', 'resolved on the Monday at 00:01'],
  ])('in %s %s + 5 is due on %s: %s', (zone, resolvedAt, day) => {
    expect(due(zone, resolvedAt, 5)).toBe(day);
  });
});
