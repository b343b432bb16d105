import { type Html, html } from './html.ts';

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const fullDayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});

const yearFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `Thu 31 Oct`. All times of the page are UTC, as the texts of the service are. */
export function shortDay(at: Date): string {
  return dayFormat.format(at);
}

/** `Thu, 31 Oct 2024`. */
export function dayWithYear(at: Date): string {
  return yearFormat.format(at);
}

/** `31 Oct`. */
export function dayAndMonth(at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);
}

export function longDay(at: Date): string {
  return fullDayFormat.format(at);
}

/** `22:07`. */
export function hourAndMinute(at: Date): string {
  return at.toISOString().slice(11, 16);
}

/** With seconds: what the service does, it does within one. */
export function exactTime(at: Date): string {
  return at.toISOString().slice(11, 19);
}

export function drawTime(at: Date, text: string): Html {
  return html`<time datetime="${at.toISOString()}">${text}</time>`;
}

/** What a clock on the wall shows in a zone, `23:07`. */
export function timeInZone(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
}
