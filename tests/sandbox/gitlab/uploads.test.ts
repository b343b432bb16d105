import { describe, expect, it } from 'vitest';
import { startStory, TOKEN } from './story.ts';

const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

async function start() {
  const story = await startStory();
  const { gitlab } = story;
  /** Sends a form as somebody; a file is named by its parts. */
  const send = async (
    project: number,
    parts: Record<string, string | [name: string, type: string]>,
    token = TOKEN,
  ) => {
    const form = new FormData();
    for (const [key, part] of Object.entries(parts)) {
      if (typeof part === 'string') form.append(key, part);
      else form.append(key, new Blob([bytes], { type: part[1] }), part[0]);
    }
    return await post(`/projects/${project}/uploads`, form, {}, token);
  };
  const post = async (
    path: string,
    body: FormData | string,
    headers: Record<string, string> = {},
    token = TOKEN,
  ) => {
    const url = `${gitlab.url}/api/v4${path}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'PRIVATE-TOKEN': token, ...headers },
      body,
    });
    const answer: Record<string, unknown> = JSON.parse(await response.text());
    return { status: response.status, body: answer };
  };
  const remove = async (path: string, token: string) => {
    const response = await fetch(`${gitlab.url}/api/v4${path}`, {
      method: 'DELETE',
      headers: { 'PRIVATE-TOKEN': token },
    });
    return { status: response.status, text: await response.text() };
  };
  const fetchPage = (path: string) => fetch(`${gitlab.url}${path}`, { redirect: 'manual' });
  return { ...story, send, post, remove, fetchPage };
}

const picture = { file: ['chart.png', 'image/png'] } as const satisfies Record<string, [string, string]>;

describe('an upload', () => {
  it('is answered as GitLab does, and shown to tests', async () => {
    const { gitlab, send } = await start();
    const { status, body } = await send(2001, picture);
    expect(status).toBe(201);
    const [upload] = gitlab.uploads;
    const url = `/uploads/${upload?.secret}/chart.png`;
    expect(body).toEqual({
      id: upload?.id,
      alt: 'chart',
      url,
      full_path: `/-/project/2001${url}`,
      markdown: `![chart](${url})`,
    });
    expect(upload).toMatchObject({
      project: 2001,
      by: 'incident-bot',
      name: 'chart.png',
      type: 'image/png',
      content: bytes,
      at: '2024-10-31T04:18:00.000Z',
    });
    expect(gitlab.requests.at(-1)?.body).toEqual({ file: { name: 'chart.png', type: 'image/png', size: 8 } });
    gitlab.assertNothingUnforeseen();
  });

  it.each([
    ['17.2.0', false, '/-/project/2001/uploads/'],
    ['17.0.0', false, '/acme/production/uploads/'],
    ['17.3.0', true, '/-/project/2001/uploads/'],
  ])('is told as GitLab %s tells it', async (version, hasId, path) => {
    const { gitlab, send } = await start();
    gitlab.configure({ version });
    const { body } = await send(2001, picture);
    expect('id' in body).toBe(hasId);
    expect(body.full_path).toMatch(new RegExp(`^${path}`));
  });

  it('is another one each time, and its name is made harmless', async () => {
    const { gitlab, send } = await start();
    const first = await send(2001, { file: ['../a b)/c.png', 'image/png'] });
    const second = await send(2001, { file: ['../a b)/c.png', 'image/png'] });
    expect(first.body.url).toMatch(/\/\.\._a_b__c\.png$/);
    expect(first.body.url).not.toBe(second.body.url);
    expect((await send(2001, { file: ['notes].txt', 'text/plain'] })).body.markdown).toMatch(
      /^\[notes_\.txt\]/,
    );
    expect(gitlab.uploads).toHaveLength(3);
  });

  it('is for who sees the project, and for nobody in an archived one', async () => {
    const { gitlab, send } = await start();
    gitlab.addToken({ value: 'of carol', user: 'carol' });
    gitlab.addToken({ value: 'of bob', user: 'bob' });
    gitlab.addToken({ value: 'reader', user: 'alice', scopes: ['read_api'] });
    const old = gitlab.addProject({ path: 'acme/old', visibility: 'public', archived: true });
    expect((await send(2001, picture, 'of bob')).status).toBe(201);
    expect((await send(2001, picture, 'of carol')).status).toBe(201);
    expect((await send(2002, picture, 'of carol')).status).toBe(404);
    expect((await send(old.id, picture, 'of carol')).status).toBe(403);
    expect((await send(2001, picture, 'reader')).status).toBe(403);
    expect((await send(2001, picture, 'unknown')).status).toBe(401);
    expect(gitlab.uploads).toHaveLength(2);
    gitlab.assertNothingUnforeseen();
  });

  it('needs a file, in a form', async () => {
    const { gitlab, send, post } = await start();
    const path = '/projects/2001/uploads';
    const form = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await send(2001, {})).body).toEqual({ error: 'file is missing' });
    expect((await send(2001, { file: 'text' })).body).toEqual({ error: 'file is invalid' });
    const json = { 'content-type': 'application/json' };
    expect((await post(path, '{"file":{"content":"x"}}', json)).body).toEqual({ error: 'file is invalid' });
    for (const broken of ['x', '--x\r\n', '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--']) {
      expect((await post(path, broken, form)).status).toBe(400);
    }
    expect((await post(path, 'x', { 'content-type': 'multipart/form-data' })).status).toBe(400);
    expect(gitlab.uploads).toEqual([]);
    gitlab.assertNothingUnforeseen();
  });

  it('with anything beside its file is not foreseen', async () => {
    const { gitlab, send, post } = await start();
    expect((await send(2001, { ...picture, note: 'x' })).status).toBe(501);
    const twice = new FormData();
    for (const name of ['a.png', 'b.png']) twice.append('file', new Blob([bytes]), name);
    expect((await post('/projects/2001/uploads', twice)).status).toBe(501);
    expect(gitlab.journal.unforeseen).toHaveLength(2);
  });

  it('that is too large is refused, and never kept in memory when it is far too large', async () => {
    const { gitlab, send, post } = await start();
    gitlab.configure({ largestUpload: bytes.length - 1 });
    expect((await send(2001, picture)).status).toBe(413);
    const far = new FormData();
    far.append('file', new Blob([new Uint8Array(5 * 1024 * 1024)]), 'far.png');
    expect((await post('/projects/2001/uploads', far)).status).toBe(413);
    expect(gitlab.requests.at(-1)).toMatchObject({ status: 413, body: {} });
    expect(gitlab.uploads).toEqual([]);
  });
});

describe('who opens an upload', () => {
  it('in a public project needs its address alone', async () => {
    const { fetchPage, send, gitlab } = await start();
    const { body } = await send(2001, picture);
    for (const path of [String(body.full_path), `/acme/production${body.url}`]) {
      const page = await fetchPage(path);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(Buffer.from(await page.arrayBuffer())).toEqual(bytes);
    }
    expect(gitlab.as('carol').openUpload(String(body.full_path))?.content).toEqual(bytes);
  });

  it('elsewhere has to see the project', async () => {
    const { fetchPage, send, gitlab } = await start();
    gitlab.addToken({ value: 'of alice', user: 'alice' });
    const { body } = await send(2002, picture, 'of alice');
    const path = String(body.full_path);
    const page = await fetchPage(path);
    expect([page.status, page.headers.get('location')]).toEqual([302, `${gitlab.url}/users/sign_in`]);
    expect(gitlab.as('carol').openUpload(path)).toBeNull();
    expect(gitlab.as('alice').openUpload(path)).toEqual({ type: 'image/png', content: bytes });
  });

  it('finds nothing at another project, name or secret', async () => {
    const { send, gitlab } = await start();
    const { body } = await send(2001, picture);
    const url = String(body.url);
    const open = (path: string) => gitlab.as('alice').openUpload(path);
    expect(open(`/acme/production${url}`)).not.toBeNull();
    expect(open(`/-/project/2002${url}`)).toBeNull();
    expect(open(`/acme/production${url.replace('chart', 'other')}`)).toBeNull();
    expect(open(`/acme/production/uploads/${'0'.repeat(32)}/chart.png`)).toBeNull();
    expect(open(`/acme/production${url}/..`)).toBeNull();
    expect(open(url)).toBeNull();
  });

  it('is shown pictures alone: what else there is, is for download', async () => {
    const { fetchPage, send } = await start();
    const { body } = await send(2001, { file: ['x.svg', 'image/svg+xml'] });
    const page = await fetchPage(String(body.full_path));
    expect(page.headers.get('content-type')).toBe('application/octet-stream');
  });
});

describe('who deletes an upload', () => {
  it('is a Maintainer, and hears once that it was there', async () => {
    const { gitlab, send, remove } = await start();
    gitlab.addUser({ username: 'mia' });
    gitlab.addMember('acme/production', 'mia', 'maintainer');
    gitlab.addToken({ value: 'of mia', user: 'mia' });
    const { body } = await send(2001, picture);
    const path = `/projects/2001${body.url}`;
    expect(await remove(path, TOKEN)).toEqual({ status: 403, text: '{"message":"403 Forbidden"}' });
    expect(await remove(path, 'of mia')).toEqual({ status: 204, text: '' });
    expect(gitlab.uploads).toEqual([]);
    const again = await remove(path, 'of mia');
    expect(again.status).toBe(400);
    expect(again.text).toContain(
      '400 Bad request - The resource that you are attempting to access does not exist',
    );
    gitlab.configure({ version: '17.3.0' });
    expect(await remove(path, 'of mia')).toEqual({ status: 404, text: '{"error":"404 Not Found"}' });
    gitlab.assertNothingUnforeseen();
  });
});
