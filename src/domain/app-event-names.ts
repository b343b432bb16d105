/** What apps can listen to. Add a name here, emit it from `decide`, and describe it in docs/apps.md. */
export const appEventNames = [
  'incident.closed',
  'incident.reopened',
  'review.opened',
  'review.adopted',
  'review.waived',
  'review.closed',
  'review.reopened',
  'guideline.met',
] as const;

export type AppEventName = (typeof appEventNames)[number];
