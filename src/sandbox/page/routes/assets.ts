import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';

const folder = join(import.meta.dirname, '..');
const styles = [
  'base',
  'header',
  'story',
  'panes',
  'markdown',
  'issue',
  'issue-list',
  'slack',
  'message',
  'service',
  'narrow',
];
const scripts = ['page.js', 'morph.js', 'unread.js'];

/** All style sheets as one, in an order in which later ones may refine earlier ones. */
export function readStyles(): string {
  return styles.map((name) => readFileSync(join(folder, 'styles', `${name}.css`), 'utf8')).join('\n');
}

export function assetRoutes(): Router {
  const router = Router();
  const css = readStyles();
  router.get('/sandbox/page.css', (_request, response) => {
    response.type('css').send(css);
  });
  for (const script of scripts) {
    const content = readFileSync(join(folder, script), 'utf8');
    router.get(`/sandbox/${script}`, (_request, response) => {
      response.type('js').send(content);
    });
  }
  return router;
}
