import type { SlackRequest } from '../double.ts';

export type Recorder = {
  requests: readonly SlackRequest[];
  begin(method: string): SlackRequest;
  forget(): void;
};

/** A double may run for days in the sandbox. */
const MOST_KEPT = 10_000;

export function createRecorder(): Recorder {
  const requests: SlackRequest[] = [];
  return {
    requests,
    begin(method) {
      const request: SlackRequest = { method, args: {}, answer: null };
      requests.push(request);
      if (requests.length > MOST_KEPT) requests.shift();
      return request;
    },
    forget() {
      requests.length = 0;
    },
  };
}
