import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import type { Log } from '../ports/log.ts';
import { safeHeaders } from './safe-headers.ts';

export type AppParts = {
  /** `POST /webhooks/gitlab`. */
  gitlab: RequestHandler;
  /** `POST /slack/events`; null or absent: Slack is off, or comes by Socket Mode. */
  slack?: RequestHandler | null;
  /** `/healthz` and `/readyz`. */
  health: Router;
  /** `GET /`, and more pages where there are more. */
  home: RequestHandler;
  log: Log;
};

/** The public side as one Express app. The doors come before all that could cost a delivery time, or read a body. */
export function buildApp({ gitlab, slack, health, home, log }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  // No answer of ours is ever asked for again by its ETag, and hashing each costs.
  app.disable('etag');
  app.use(safeHeaders);
  app.post('/webhooks/gitlab', gitlab);
  app.all('/webhooks/gitlab', postOnly);
  if (slack) {
    app.post('/slack/events', slack);
    app.all('/slack/events', postOnly);
  }
  app.use(health);
  app.use(home);
  app.use((_request, response) => {
    response.status(404).json({ error: 'not found' });
  });
  app.use(lastResort(log));
  return app;
}

const postOnly: RequestHandler = (_request, response) => {
  response.status(405).set('allow', 'POST').json({ error: 'POST only' });
};

/** A bug in a handler: logged once, and told to nobody outside. Malformed paths come here too, as 400. */
function lastResort(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = clientFault(error);
    if (status === null) {
      log.error({ error, method: request.method, path: request.path }, 'A request failed by a bug');
    }
    // Express closes the connection then: half an answer must not look whole.
    if (response.headersSent) return next(error);
    response.status(status ?? 500).json({ error: status === null ? 'internal error' : 'bad request' });
  };
}

function clientFault(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  return error.status >= 400 && error.status < 500 ? error.status : null;
}
