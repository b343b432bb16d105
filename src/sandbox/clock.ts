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
