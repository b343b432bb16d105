import type { Confidence } from './key-information.ts';
import type { Day, Instant, Severity } from './words.ts';

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** `2024-10-31 04:18 UTC`: to the minute, seconds cut off. Throws for what is no instant. */
export function timeText(instant: Instant): string {
  // `new Date` reads an instant into almost anything.
  if (!instantForm.test(instant)) throw new RangeError(`"${instant.slice(0, 40)}" is no instant`);
  const iso = new Date(instant).toISOString();
  const end = iso.indexOf('T');
  return `${iso.slice(0, end)} ${iso.slice(end + 1, end + 6)} UTC`;
}

/** `17 hrs 47 min`, `1 hr`, `0 min`; days stay hours: `49 hrs`. Whole minutes; throws for a negative duration. */
export function durationText(minutes: number): string {
  if (!Number.isFinite(minutes) || minutes < 0) throw new RangeError(`${minutes} minutes are no duration`);
  const whole = Math.floor(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  const parts: string[] = [];
  if (hours > 0) parts.push(`${hours} ${hours === 1 ? 'hr' : 'hrs'}`);
  if (rest > 0 || hours === 0) parts.push(`${rest} min`);
  return parts.join(' ');
}

/** `severity::2 (high)`: the label's spelling, then what GitLab's severity field calls it. */
export function severityText(severity: Severity): string {
  const names = { 1: 'critical', 2: 'high', 3: 'medium', 4: 'low' } as const;
  return `severity::${severity} (${names[severity]})`;
}

/** `2024-11-07, a Thursday`. Throws for what is no day. */
export function dayText(day: Day): string {
  const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const date = new Date(`${day}T00:00:00.000Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) {
    throw new RangeError(`"${day.slice(0, 40)}" is no day`);
  }
  return `${day}, a ${weekdays[date.getUTCDay()]}`;
}

/** How sure a figure is, in words for people. */
export function confidenceText(confidence: Confidence): string {
  const words: Record<Confidence, string> = {
    stated: 'stated',
    inferred: 'inferred',
    fallback: "fallback, the ticket's own time",
  };
  return words[confidence];
}
