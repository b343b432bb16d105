/** What is counted. The names on `/metrics` are in the adapter. */
export interface Metrics {
  /** `unstored`: answered with 503, because storage failed. */
  delivery(outcome: 'stored' | 'known' | 'refused' | 'unstored' | 'done' | 'ignored' | 'parked'): void;
  intent(kind: string, outcome: 'done' | 'later' | 'parked'): void;
  apiCall(system: string, method: string, status: string): void;
}
