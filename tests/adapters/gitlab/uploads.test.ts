import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { connectTo, problemOf, token } from './connect-scripted.ts';

const chart = { name: 'chart.png', content: Buffer.from('PNG'), type: 'image/png' } as const;
const secret = '66dbcd21ec5d24ed6ea225176098d52b';
const answered = (url: unknown) => ({
  status: 201,
  json: {
    id: 5,
    alt: 'chart',
    url,
    full_path: `/-/project/77/uploads/${secret}/chart.png`,
    markdown: `![chart](${url})`,
  },
});

describe('an upload', () => {
  it('is a form with one file; the token stands in its header alone', async () => {
    const { gitlab, asked } = await connectTo(() => answered(`/uploads/${secret}/chart.png`));
    expect(await gitlab.upload(77, chart)).toEqual({ url: `/uploads/${secret}/chart.png` });
    expect(asked).toHaveLength(1);
    const [sent] = asked;
    expect(sent).toMatchObject({ method: 'POST', path: '/api/v4/projects/77/uploads' });
    expect(sent?.headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/);
    expect(sent?.headers['private-token']).toBe(token);
    expect(String(sent?.body).split('\r\n')).toEqual([
      expect.stringMatching(/^--/),
      'Content-Disposition: form-data; name="file"; filename="chart.png"',
      'Content-Type: image/png',
      '',
      'PNG',
      expect.stringMatching(/^--.+--$/),
      '',
    ]);
  });

  it.each([
    'https://gitlab.example.com/uploads/66dbcd21ec5d24ed6ea225176098d52b/chart.png',
    '/-/project/77/uploads/66dbcd21ec5d24ed6ea225176098d52b/chart.png',
    '/uploads/66dbcd21/chart.png',
    '/uploads/66dbcd21ec5d24ed6ea225176098d52b/',
    '/uploads/66dbcd21ec5d24ed6ea225176098d52b/../chart.png',
    '/uploads/66dbcd21ec5d24ed6ea225176098d52b/..',
    '/uploads/66dbcd21ec5d24ed6ea225176098d52b/a)b.png',
    '/uploads/66dbcd21ec5d24ed6ea225176098d52b/a b.png',
    '/uploads/66dbcd21ec5d24ed6ea225176098d52b/a.png\n/close',
    'javascript:alert(1)',
    null,
  ])('answered with an address that does not fit into our text is unreadable: %j', async (url) => {
    const { gitlab, asked } = await connectTo(() => answered(url));
    const problem = await problemOf(gitlab.upload(77, chart));
    expect(problem.code).toBe('gitlab-unreadable');
    if (url !== null) expect(problem.message).not.toContain(url);
    expect(asked).toHaveLength(1);
  });

  it.each([
    [{ status: 413, text: '<html>too large</html>', type: 'text/html' }, 'gitlab-refused'],
    [{ status: 403, json: { message: '403 Forbidden' } }, 'gitlab-forbidden'],
    [{ status: 404, json: { message: '404 Project Not Found' } }, 'gitlab-not-found'],
    [{ status: 429, text: 'Retry later' }, 'gitlab-rate-limited'],
    [{ status: 502 }, 'gitlab-unavailable'],
    [{ status: 200, text: '<html>Sign in</html>', type: 'text/html' }, 'gitlab-unreadable'],
    [{ status: 307, headers: { location: '/elsewhere' } }, 'gitlab-moved'],
    ['hang', 'gitlab-timeout'],
    ['hang-up', 'gitlab-unreachable'],
  ] as const)('is sent exactly once: %j', async (reply, code) => {
    const { gitlab, asked } = await connectTo(() => reply, { callTimeoutMs: 300 });
    const problem = await problemOf(gitlab.upload(77, chart));
    expect(problem.code).toBe(code);
    expect(asked).toHaveLength(1);
    expect(inspect(problem, { depth: 9 })).not.toContain(token);
  });
});
