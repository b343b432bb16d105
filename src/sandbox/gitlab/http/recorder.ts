/** One request as it came in, for counting. Tokens are not kept. */
export type RecordedRequest = {
  method: string;
  /** Without the query: `/api/v4/projects/2001/issues`. */
  path: string;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
  /** Whose token it was; null when there was none or an unknown one. */
  user: string | null;
  /** null while it is under way, or when the connection was cut. */
  status: number | null;
  /** Places in the order of all starts and ends: of two requests one waited for the other if it began after its end. */
  startedAt: number;
  endedAt: number | null;
};

export type Recorder = {
  requests: readonly RecordedRequest[];
  begin(method: string, path: string): RecordedRequest;
  /** It has been read, and nothing done yet. */
  read(request: RecordedRequest): void;
  end(request: RecordedRequest, status: number | null): void;
  forget(): void;
  /** Calls with each request that was read; returns the way out. */
  listen(listener: (request: RecordedRequest) => void): () => void;
};

/** A double may run for days in the sandbox. */
const MOST_KEPT = 10_000;

export function createRecorder(): Recorder {
  const requests: RecordedRequest[] = [];
  const listeners = new Set<(request: RecordedRequest) => void>();
  let moment = 0;
  return {
    requests,
    begin(method, path) {
      moment += 1;
      const request: RecordedRequest = {
        method,
        path,
        query: {},
        body: {},
        user: null,
        status: null,
        startedAt: moment,
        endedAt: null,
      };
      requests.push(request);
      if (requests.length > MOST_KEPT) requests.shift();
      return request;
    },
    read(request) {
      for (const listener of listeners) listener(request);
    },
    end(request, status) {
      moment += 1;
      request.status = status;
      request.endedAt = moment;
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
