import { TZDate } from '@date-fns/tz';
import type { Calendar } from './policy.ts';
import type { Day, Instant } from './words.ts';

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const dayMs = 86_400_000;

/** The calendar day that a moment falls on in a zone (IANA name). */
export function dayIn(instant: Instant, timezone: string): Day {
  const there = new TZDate(Date.parse(instant), timezone);
  const month = String(there.getMonth() + 1).padStart(2, '0');
  return `${there.getFullYear()}-${month}-${String(there.getDate()).padStart(2, '0')}`;
}

export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  const name = names[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return calendar.workdays.some((workday) => workday === name) && !calendar.holidays.includes(day);
}

export function addCalendarDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/**
 * The n-th working day after `day`; `day` itself never counts, so a Saturday + 5 is the Friday.
 * With n = 0 it is `day`, working or not.
 */
export function addWorkingDays(day: Day, days: number, calendar: Calendar): Day {
  let reached = day;
  for (let left = days; left > 0; ) {
    reached = addCalendarDays(reached, 1);
    if (isWorkingDay(reached, calendar)) left -= 1;
  }
  return reached;
}
