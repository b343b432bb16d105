import type { SlackRequest } from '../double.ts';

export type Recorder = {
  requests: readonly SlackRequest[];
  begin(method: string): SlackRequest;
  /** It has been read, and nothing done yet. */
  read(request: SlackRequest): void;
  forget(): void;
  /** Calls with each request that was read; returns the way out. */
  listen(listener: (request: SlackRequest) => void): () => void;
};

/** A double may run for days in the sandbox. */
const MOST_KEPT = 10_000;

export function createRecorder(): Recorder {
  const requests: SlackRequest[] = [];
  const listeners = new Set<(request: SlackRequest) => void>();
  return {
    requests,
    begin(method) {
      const request: SlackRequest = { method, args: {}, answer: null };
      requests.push(request);
      if (requests.length > MOST_KEPT) requests.shift();
      return request;
    },
    read(request) {
      for (const listener of listeners) listener(request);
    },
    forget() {
      requests.length = 0;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
