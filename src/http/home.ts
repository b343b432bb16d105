import { Router } from 'express';

/** `GET /`: says what answers here, and nothing else. The sandbox puts its own page in this place. */
export function homePage({ name, version }: { name: string; version: string }): Router {
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${name}</title></head>
<body><h1>${name}</h1><p>Version ${version}</p></body>
</html>
`;
  const router = Router();
  router.get('/', (_request, response) => {
    response.type('html').send(page);
  });
  return router;
}
