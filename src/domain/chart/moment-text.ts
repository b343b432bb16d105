import { timeText } from '../wording.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2024-10-31 04:18 UTC`, seconds cut off. */
export function momentText(atMs: number): string {
  return timeText(new Date(atMs).toISOString());
}

/** `04:18`, in UTC, seconds cut off. */
export function clockText(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 16);
}

/** `Oct 31`, in UTC. */
export function dayText(atMs: number): string {
  const date = new Date(atMs);
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}`;
}

/** Whether two moments lie on the same day in UTC. */
export function sameDay(aMs: number, bMs: number): boolean {
  return new Date(aMs).toISOString().slice(0, 10) === new Date(bMs).toISOString().slice(0, 10);
}
