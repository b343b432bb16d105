/** What is counted. The names on `/metrics` are in the adapter. */
export interface Metrics {
  delivery(outcome: 'stored' | 'known' | 'refused' | 'done' | 'ignored' | 'parked'): void;
  intent(kind: string, outcome: 'done' | 'later' | 'parked'): void;
  apiCall(system: string, method: string, status: string): void;
}
