import { buildApp } from '../../src/http/app.ts';
import { gitlabDoor } from '../../src/http/gitlab.ts';
import { healthRoutes } from '../../src/http/health.ts';
import { homePage } from '../../src/http/home.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import { clockAt, type SettableClock } from '../fakes/clock.ts';
import { type DeliveriesInMemory, deliveriesInMemory } from '../fakes/deliveries.ts';
import { type LogLine, recordedLog } from '../fakes/log.ts';

export const token = 'correct horse battery';
export const now = '2026-05-28T06:11:46.057Z';

export type OpenDoor = {
  server: RunningServer;
  storage: DeliveriesInMemory;
  clock: SettableClock;
  lines: LogLine[];
  outcomes: Parameters<Metrics['delivery']>[0][];
  /** How often the worker was woken. */
  woken(): number;
  post(headers: Record<string, string>, body: string | Buffer): Promise<Response>;
};

/** The whole public app on a free port, with an inbox in memory and a clock that stands at `now`. */
export async function openDoor(
  secrets: { tokens?: string[]; signingTokens?: string[] } = { tokens: [token] },
): Promise<OpenDoor> {
  const storage = deliveriesInMemory();
  const clock = clockAt(now);
  const log = recordedLog();
  const outcomes: OpenDoor['outcomes'] = [];
  let woken = 0;
  const app = buildApp({
    gitlab: gitlabDoor({
      tokens: secrets.tokens ?? [],
      signingTokens: secrets.signingTokens ?? [],
      storage,
      clock,
      log,
      metrics: { delivery: (outcome) => outcomes.push(outcome) },
      onStored: () => {
        woken += 1;
      },
    }),
    health: healthRoutes({ storage, clock, log, gitlab: () => 'ok', slack: () => 'off' }),
    home: homePage({ name: 'incident-review-bot', version: '1.2.3' }),
    log,
  });
  const server = await startServer({ host: '127.0.0.1', port: 0, app });
  return {
    server,
    storage,
    clock,
    lines: log.lines,
    outcomes,
    woken: () => woken,
    post: (headers, body) =>
      fetch(`${server.url}/webhooks/gitlab`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-gitlab-event': 'Issue Hook', ...headers },
        body,
      }),
  };
}
