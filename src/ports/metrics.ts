/** `unstored`: answered with 503, because storage failed. */
export const deliveryOutcomes = [
  'stored',
  'known',
  'refused',
  'unstored',
  'done',
  'ignored',
  'parked',
] as const;

/** What is counted. The names on `/metrics` are in the adapter. */
export interface Metrics {
  delivery(outcome: (typeof deliveryOutcomes)[number]): void;
  intent(kind: string, outcome: 'done' | 'later' | 'parked'): void;
  apiCall(system: string, method: string, status: string): void;
}
