import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import type { GitLabDouble } from '../gitlab/index.ts';
import type { Scenario } from '../scenario.ts';
import type { Step } from './steps.ts';
import { mainView, pageView, type Scene } from './views.ts';

export type PageOptions = {
  gitlab: GitLabDouble;
  scenario: Scenario;
  /** Newest first. */
  steps: () => Promise<Step[]>;
};

/** `GET /` and what it needs. Only for 127.0.0.1: whoever reaches it may close the incident. */
export function pageRoutes({ gitlab, scenario, steps }: PageOptions): Router {
  const scene = async (): Promise<Scene> => {
    const issues = gitlab.snapshot().projects.flatMap((project) => project.issues);
    const incident = gitlab.issue(scenario.incident);
    return { incident, others: issues.filter(({ id }) => id !== incident.id), steps: await steps() };
  };
  const router = Router();
  router.get('/', async (_request, response) => {
    response.type('html').send(pageView(mainView(await scene())).markup);
  });
  router.get('/sandbox/main', async (_request, response) => {
    response
      .type('html')
      .set('cache-control', 'no-store')
      .send(mainView(await scene()).markup);
  });
  router.post('/sandbox/close', (_request, response) => {
    if (gitlab.issue(scenario.incident).state === 'opened') gitlab.as(scenario.lead).close(scenario.incident);
    response.redirect(303, '/');
  });
  for (const [file, type] of [
    ['page.css', 'css'],
    ['page.js', 'js'],
  ] as const) {
    const content = readFileSync(join(import.meta.dirname, file));
    router.get(`/sandbox/${file}`, (_request, response) => {
      response.type(type).send(content);
    });
  }
  return router;
}
