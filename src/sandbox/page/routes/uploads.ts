import { Router } from 'express';
import { z } from 'zod';
import type { UploadRef } from '../pictures.ts';
import type { Stage } from '../stage.ts';
import { readView } from '../view.ts';

/** Where the page has a file from GitLab, as one of the people sees it. */
export function uploadPlace({ project, secret, name }: UploadRef, as: string): string {
  return `/sandbox/uploads/${project}/${secret}/${name}?${new URLSearchParams({ as })}`;
}

const Asked = z.object({ project: z.string(), secret: z.string(), name: z.string() });

/** Files from GitLab, for whoever the visitor is. */
export function uploadRoutes({ gitlab, scenario }: Stage): Router {
  const names = scenario.people.map(({ username }) => username);
  const router = Router();
  router.get('/sandbox/uploads/:project/:secret/:name', (request, response, next) => {
    const { project, secret, name } = Asked.parse(request.params);
    const { as } = readView(request.query, names);
    const file = gitlab.as(as).openUpload(`/-/project/${project}/uploads/${secret}/${name}`);
    if (!file) return next();
    response.set({ 'content-type': file.type, 'cache-control': 'no-store' }).send(file.content);
  });
  return router;
}
