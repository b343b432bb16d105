import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { connectSlack } from '../../../src/adapters/slack/connect.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(answer: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'without a token'}`);
    answer(request, response);
  });
  closing.push(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, asked };
}

test.each([301, 302, 307, 308])('a redirect of Slack with %i takes the token nowhere', async (status) => {
  const elsewhere = await listen((_request, response) => void response.end('{"ok":true}'));
  const slack = await listen((_request, response) =>
    response.writeHead(status, { location: `${elsewhere.url}/api/auth.test` }).end(),
  );
  const api = connectSlack({
    now: () => 0,
    token: 'xoxb-of-the-tests',
    markSecret: 'the-secret-of-the-marks',
    apiUrl: `${slack.url}/api`,
  });
  await expect(api.checkToken()).rejects.toMatchObject({ name: 'Problem' });
  expect(slack.asked).toEqual(['POST /api/auth.test Bearer xoxb-of-the-tests']);
  expect(elsewhere.asked).toEqual([]);
});
