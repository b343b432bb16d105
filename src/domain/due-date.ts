import { addCalendarDays, addWorkingDays, dayIn } from './calendar.ts';
import type { Calendar, Due, Policy } from './policy.ts';
import type { Day, Instant, Severity } from './words.ts';

/** A review opened late must still leave its DRI some time. */
const leastWorkingDays = 2;

/**
 * The day by which a review is to be closed, counted in the calendar's zone from whichever moment the
 * policy names. A review that is opened late still leaves two working days, and what has not happened
 * yet counts from its opening.
 */
export function dueDate(
  moments: { resolvedAt: Instant | null; closedAt: Instant | null; incidentOpenedAt: Instant },
  severity: Severity | null,
  reviewOpenedAt: Instant,
  policy: Pick<Policy, 'review' | 'calendar'>,
): Day {
  const due = dueFor(severity, policy.review);
  const from = {
    resolved: moments.resolvedAt ?? moments.closedAt,
    closed: moments.closedAt,
    opened: moments.incidentOpenedAt,
  }[due.from];
  const { calendar } = policy;
  const start = dayIn(from ?? reviewOpenedAt, calendar.timezone);
  const counted =
    due.unit === 'working' ? addWorkingDays(start, due.days, calendar) : addCalendarDays(start, due.days);
  return notTooEarly(counted, reviewOpenedAt, calendar);
}

/** The day itself, or the second working day after the review was opened if that is later. */
export function notTooEarly(day: Day, reviewOpenedAt: Instant, calendar: Calendar): Day {
  const opened = dayIn(reviewOpenedAt, calendar.timezone);
  const least = addWorkingDays(opened, leastWorkingDays, calendar);
  return day < least ? least : day;
}

function dueFor(severity: Severity | null, review: Policy['review']): Due {
  return { ...review.due, ...(severity === null ? {} : review.dueBySeverity[String(severity)]) };
}
