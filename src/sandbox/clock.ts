/** A clock that runs at real speed from a moment of its own, and can be set forward. */
export type SandboxClock = {
  now(): Date;
  set(moment: Date): void;
};

export function startClock(from: Date): SandboxClock {
  let aheadMs = from.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + aheadMs),
    set: (moment) => {
      aheadMs = moment.getTime() - Date.now();
    },
  };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How far a visitor may move the time at once. */
export const leaps = {
  hour: (now: Date): Date => new Date(now.getTime() + hourMs),
  day: (now: Date): Date => new Date(now.getTime() + dayMs),
  workday: nextWorkday,
} as const;

export type Leap = keyof typeof leaps;

/** Nine o'clock (UTC) on the next day from Monday to Friday; later on the same day counts where it lies ahead. */
function nextWorkday(now: Date): Date {
  const morning = new Date(now);
  morning.setUTCHours(9, 0, 0, 0);
  while (morning <= now || [0, 6].includes(morning.getUTCDay())) {
    morning.setUTCDate(morning.getUTCDate() + 1);
  }
  return morning;
}
