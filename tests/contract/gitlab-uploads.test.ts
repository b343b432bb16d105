import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problems } from '../../src/domain/problems.ts';
import { problemOf } from '../adapters/gitlab/connect-scripted.ts';
import { botToken, draftOf, type GitLabWorld, startWorld } from './gitlab-world.ts';

let world: GitLabWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.double.close();
  world.double.assertNothingUnforeseen();
});

/** Bytes of all kinds, the ends of lines and of parts of a form among them. */
const content = Buffer.concat([
  Buffer.from('\r\n--\r\n\u0000'),
  Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256)),
]);
const chart = { name: 'requests.png', content, type: 'image/png' } as const;

describe('uploading a picture', () => {
  it('keeps every byte, and answers an address that the project’s issues show', async () => {
    const { gitlab, double, live } = world;
    const { url } = await gitlab.upload(live.id, chart);
    expect(url).toMatch(/^\/uploads\/[0-9a-f]{32}\/requests\.png$/);
    expect(double.uploads).toMatchObject([
      { project: live.id, by: 'review-bot', name: 'requests.png', type: 'image/png' },
    ]);
    expect(double.uploads[0]?.content.equals(content)).toBe(true);
    const seen = double.as('gina').openUpload(`/${live.path}${url}`);
    expect(seen?.content.equals(content)).toBe(true);
    expect(double.as('ravi').openUpload(`/${live.path}${url}`)).toBeNull();
    const description = `![Requests](${url})`;
    const review = await gitlab.createIssue(live.id, draftOf({ description }));
    expect(review.description).toBe(description);
  });

  it.each([
    ['Größe (5 min).png', 'Größe__5_min_.png'],
    ['a"b\r\nc)](x).png', 'a_b__c___x_.png'],
    ['_/../x.png', '__.._x.png'],
  ])('takes the name that GitLab makes of %j', async (name, made) => {
    const { gitlab, live } = world;
    const { url } = await gitlab.upload(live.id, { ...chart, name });
    expect(url.slice(url.lastIndexOf('/') + 1)).toBe(made);
  });

  it('is known as a write: what is read next is not from a replica', async () => {
    const { gitlab, double, live } = world;
    const review = await gitlab.createIssue(live.id, draftOf());
    world.clock.ms += 60_000;
    await gitlab.upload(live.id, chart);
    double.forgetRequests();
    await gitlab.catchUp({ project: live.id, iid: review.iid });
    expect(double.requests).toEqual([]);
  });

  it.each(['502-after', 'drop-after', 'hang-after'] as const)(
    'is sent once, and its outcome unknown, after %s',
    async (kind) => {
      const { double, live, connect } = world;
      double.faults.next({ kind, method: 'POST', path: /\/uploads$/ });
      const problem = await problemOf(connect(botToken, 500).upload(live.id, chart));
      expect(problems[problem.code].outcome).toBe('unknown');
      expect(double.requests).toHaveLength(1);
      expect(double.uploads).toHaveLength(1);
    },
  );

  it.each([
    ['429', 'gitlab-rate-limited'],
    ['403', 'gitlab-forbidden'],
    ['404', 'gitlab-not-found'],
    ['409-lock', 'gitlab-locked'],
  ] as const)('is sent once, and not done, after %s', async (kind, code) => {
    const { double, live, gitlab } = world;
    double.faults.next({ kind, method: 'POST' });
    const problem = await problemOf(gitlab.upload(live.id, chart));
    expect(problem.code).toBe(code);
    expect(problems[code].outcome).toBe('not-done');
    expect(double.requests).toHaveLength(1);
    expect(double.uploads).toEqual([]);
  });

  it('is refused where the picture is larger than GitLab takes', async () => {
    const { double, live, gitlab } = world;
    double.configure({ largestUpload: content.length - 1 });
    const problem = await problemOf(gitlab.upload(live.id, chart));
    expect(problem.code).toBe('gitlab-refused');
    expect(problem.message).toContain('413');
    double.configure({ largestUpload: content.length });
    await gitlab.upload(live.id, chart);
  });

  it('is forbidden to a token that may only read, and finds no project that it cannot see', async () => {
    const { double, live, hidden, connect, gitlab } = world;
    double.addToken({ value: 'glpat-reader', user: 'review-bot', scopes: ['read_api'] });
    expect((await problemOf(connect('glpat-reader').upload(live.id, chart))).code).toBe('gitlab-forbidden');
    expect((await problemOf(gitlab.upload(hidden.id, chart))).code).toBe('gitlab-not-found');
    expect(double.uploads).toEqual([]);
  });
});

describe('an upload that is to be gone', () => {
  const maintainer = 'glpat-maintainer';
  const asMaintainer = () => {
    world.double.addToken({ value: maintainer, user: 'noor' });
    return world.connect(maintainer);
  };

  it('cannot be fetched any more, by anybody; others stay', async () => {
    const { double, open, gitlab } = world;
    const { url } = await gitlab.upload(open.id, chart);
    const other = await gitlab.upload(open.id, chart);
    const maintained = asMaintainer();
    expect(await maintained.ensureUploadGone(open.id, url)).toBe('deleted');
    expect(double.as('noor').openUpload(`/${open.path}${url}`)).toBeNull();
    expect(double.as('noor').openUpload(`/${open.path}${other.url}`)).not.toBeNull();
  });

  it('and is so already, is so', async () => {
    const { open, live, gitlab } = world;
    const { url } = await gitlab.upload(open.id, chart);
    const maintained = asMaintainer();
    expect(await maintained.ensureUploadGone(live.id, url)).toBe('already-gone');
    await maintained.ensureUploadGone(open.id, url);
    expect(await maintained.ensureUploadGone(open.id, url)).toBe('already-gone');
  });

  it('may have any name that GitLab makes', async () => {
    const { double, open, gitlab } = world;
    const { url } = await gitlab.upload(open.id, { ...chart, name: 'Größe+(5 %) min.png' });
    expect(await asMaintainer().ensureUploadGone(open.id, url)).toBe('deleted');
    expect(double.uploads).toEqual([]);
  });

  it('is for Maintainers; who may not delete is told so, and never that it is gone', async () => {
    const { double, open, hidden, gitlab } = world;
    const { url } = await gitlab.upload(open.id, chart);
    expect((await problemOf(gitlab.ensureUploadGone(open.id, url))).code).toBe('gitlab-forbidden');
    expect((await problemOf(gitlab.ensureUploadGone(hidden.id, url))).code).toBe('gitlab-not-found');
    expect(double.uploads).toHaveLength(1);
  });

  it('is not taken for gone by a GitLab that cannot delete it yet', async () => {
    const { double, open, gitlab } = world;
    const { url } = await gitlab.upload(open.id, chart);
    const maintained = asMaintainer();
    double.configure({ version: '17.3.7' });
    expect((await problemOf(maintained.ensureUploadGone(open.id, url))).code).toBe('gitlab-not-found');
    expect(double.uploads).toHaveLength(1);
    double.configure({ version: '17.4.0' });
    expect(await maintained.ensureUploadGone(open.id, url)).toBe('deleted');
  });

  it.each([
    ['502-after', 'gitlab-unavailable'],
    ['drop-after', 'gitlab-unreachable'],
    ['429', 'gitlab-rate-limited'],
    ['400', 'gitlab-refused'],
  ] as const)('is asked for once; after %s nobody knows, or it is not', async (kind, code) => {
    const { double, open, gitlab } = world;
    const { url } = await gitlab.upload(open.id, chart);
    const maintained = asMaintainer();
    double.forgetRequests();
    double.faults.next({ kind, method: 'DELETE' });
    expect((await problemOf(maintained.ensureUploadGone(open.id, url))).code).toBe(code);
    expect(double.requests).toHaveLength(1);
    world.clock.ms += 120_000;
    const known = problems[code].outcome === 'unknown' ? 'already-gone' : 'deleted';
    expect(await maintained.ensureUploadGone(open.id, url)).toBe(known);
  });

  it('is never named by what opens it', async () => {
    const { open, gitlab } = world;
    const { url } = await gitlab.upload(open.id, chart);
    const problem = await problemOf(gitlab.ensureUploadGone(open.id, url));
    expect(problem.message).toContain(
      `DELETE /api/v4/projects/${open.id}/uploads/…/requests.png answered 403`,
    );
  });

  it('has the address of an upload', async () => {
    const { double, open } = world;
    const maintained = asMaintainer();
    for (const url of ['/uploads/x/a.png', `/uploads/${'0'.repeat(32)}/../a.png`, '/elsewhere']) {
      await expect(maintained.ensureUploadGone(open.id, url)).rejects.toThrow(TypeError);
    }
    expect(double.requests).toEqual([]);
  });
});
