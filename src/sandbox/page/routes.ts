import { randomUUID } from 'node:crypto';
import { type RequestHandler, Router, urlencoded } from 'express';
import { createMemory } from './memory.ts';
import { pageView } from './page-view.ts';
import { assetRoutes } from './routes/assets.ts';
import { createChangeFeed } from './routes/changes.ts';
import { gitlabActs } from './routes/gitlab-acts.ts';
import { slackActs } from './routes/slack-acts.ts';
import { stageActs } from './routes/stage-acts.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { type Stage, sceneOf } from './stage.ts';

export type SandboxPage = {
  router: Router;
  /** Lets go of all pages that are open, so that the server can stop. */
  close(): void;
};

/** `GET /` and what it needs. Only for 127.0.0.1: whoever reaches it may do what anybody of the scenario may. */
export function sandboxPage(stage: Stage): SandboxPage {
  const memory = createMemory();
  const start = randomUUID();
  const feed = createChangeFeed(async () => {
    const [latest] = await stage.steps();
    return latest ? `${latest.at} ${latest.key} ${latest.outcome}` : '';
  });
  const unsubscribe = [stage.gitlab.onChange(feed.tell), stage.slack.onChange(feed.tell)];

  const router = Router();
  router.get('/', async (request, response) => {
    const scene = await sceneOf(stage, memory, request.query);
    response.type('html').set('cache-control', 'no-store').send(pageView(scene, start).markup);
  });
  router.get('/sandbox/changes', feed.handler);
  router.use(assetRoutes(), uploadRoutes(stage));
  router.use('/sandbox', onlyFromHere, urlencoded({ extended: false, limit: '2mb' }));
  const setting = { stage, memory, changed: feed.tell };
  router.use(gitlabActs(setting), slackActs(setting), stageActs(setting));
  return {
    router,
    close() {
      for (const leave of unsubscribe) leave();
      feed.close();
    },
  };
}

/** A page from elsewhere that is open in the same browser shall not act here. Browsers say where a form comes from. */
const onlyFromHere: RequestHandler = (request, response, next) => {
  const from = request.get('sec-fetch-site');
  if (request.method === 'POST' && from !== undefined && from !== 'same-origin' && from !== 'none') {
    response.status(403).json({ error: 'forms of this page only' });
    return;
  }
  next();
};
