import type { RequestHandler } from 'express';

/** Counts the requests that a handler has not answered yet, so that other work can let them go first. */
export function countUnderWay(handler: RequestHandler): { handler: RequestHandler; underWay: () => number } {
  let count = 0;
  return {
    handler: (request, response, next) => {
      count += 1;
      response.once('close', () => {
        count -= 1;
      });
      return handler(request, response, next);
    },
    underWay: () => count,
  };
}
