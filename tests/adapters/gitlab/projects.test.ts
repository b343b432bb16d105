import { describe, expect, it } from 'vitest';
import { connectTo, problemOf } from './connect-scripted.ts';

const project = (fields: Record<string, unknown> = {}) => ({
  status: 200,
  json: {
    id: 77,
    path_with_namespace: 'shop/live',
    visibility: 'public',
    issues_access_level: 'enabled',
    web_url: 'https://gitlab.example.com/shop/live',
    ...fields,
  },
});

describe('a project', () => {
  it.each([
    ['public', 'enabled', 'public'],
    ['internal', 'enabled', 'internal'],
    ['private', 'enabled', 'private'],
    ['public', 'private', 'private'],
    ['public', 'disabled', 'private'],
    ['internal', 'something new', 'internal'],
    ['public', undefined, 'public'],
  ])('that is %s with issues %s shows its issues as %s', async (visibility, issues_access_level, seen) => {
    const { gitlab } = await connectTo(() => project({ visibility, issues_access_level }));
    expect(await gitlab.project(77)).toEqual({
      id: 77,
      path: 'shop/live',
      visibility: seen,
      ofChanges: visibility,
      url: 'https://gitlab.example.com/shop/live',
    });
  });

  it('is unreadable with a visibility nobody knows: guessing could show what is confidential', async () => {
    const { gitlab } = await connectTo(() => project({ visibility: 'galactic' }));
    expect((await problemOf(gitlab.project(77))).code).toBe('gitlab-unreadable');
  });

  it('is asked for once in ten minutes, by path or by id', async () => {
    const { gitlab, asked, clock } = await connectTo(() => project());
    await Promise.all([gitlab.project('shop/live'), gitlab.project('shop/live')]);
    await gitlab.project(77);
    clock.ms += 10 * 60_000 - 1;
    await gitlab.project('shop/live');
    expect(asked).toHaveLength(1);
    clock.ms += 1;
    await gitlab.project(77);
    expect(asked.map((one) => one.path)).toEqual(['/api/v4/projects/shop%2Flive', '/api/v4/projects/77']);
  });

  it('is asked for anew by whoever wants to know who can read it, unless that was seconds ago', async () => {
    const { gitlab, asked, clock } = await connectTo((_, number) =>
      project({ visibility: number < 3 ? 'private' : 'public' }),
    );
    await gitlab.project(77);
    expect((await gitlab.projectLately(77)).visibility).toBe('private');
    expect(asked).toHaveLength(1);
    clock.ms += 5_000;
    await Promise.all([gitlab.projectLately(77), gitlab.projectLately(77)]);
    expect(asked).toHaveLength(2);
    clock.ms += 5_000;
    expect((await gitlab.projectLately(77)).visibility).toBe('public');
    expect((await gitlab.project(77)).visibility).toBe('public');
    expect(asked).toHaveLength(3);
  });

  it('that could not be read is asked for again', async () => {
    const { gitlab, asked } = await connectTo((_, number) => (number === 1 ? { status: 404 } : project()));
    expect((await problemOf(gitlab.project(77))).code).toBe('gitlab-not-found');
    expect((await gitlab.project(77)).id).toBe(77);
    expect(asked).toHaveLength(2);
  });

  it('that was renamed is not followed', async () => {
    const { gitlab } = await connectTo(() => ({
      status: 301,
      headers: { location: '/api/v4/projects/77' },
    }));
    expect((await problemOf(gitlab.project('old/name'))).code).toBe('gitlab-moved');
  });
});

describe('the members of a project', () => {
  it('are all who have access, from all pages, asked for anew after some seconds', async () => {
    const { gitlab, asked, clock } = await connectTo((one) =>
      one.query.get('page') === '1'
        ? {
            status: 200,
            json: [
              { id: 1, access_level: 50 },
              { id: 2, access_level: 5 },
            ],
            headers: { 'x-next-page': '2' },
          }
        : { status: 200, json: [{ id: 3, access_level: 10 }] },
    );
    expect(await gitlab.memberIds(77)).toEqual(new Set([1, 3]));
    expect(await gitlab.memberIds(77, 15)).toEqual(new Set([1]));
    (await gitlab.memberIds(77)).clear();
    expect(await gitlab.memberIds(77)).toEqual(new Set([1, 3]));
    expect(asked.map((one) => one.path)).toEqual(Array(2).fill('/api/v4/projects/77/members/all'));
    clock.ms += 5_000;
    await gitlab.memberIds(77);
    expect(asked).toHaveLength(4);
  });
});

describe('an issue template', () => {
  it('is read by its name, once', async () => {
    const { gitlab, asked } = await connectTo(() => ({
      status: 200,
      json: { name: 'Incident: Review', content: '# Review' },
    }));
    expect(await gitlab.issueTemplate(77, 'Incident: Review')).toBe('# Review');
    expect(await gitlab.issueTemplate(77, 'Incident: Review')).toBe('# Review');
    expect(asked.map((one) => one.path)).toEqual([
      '/api/v4/projects/77/templates/issues/Incident%3A%20Review',
    ]);
  });

  it('that is missing is a problem', async () => {
    const { gitlab } = await connectTo(() => ({ status: 404, json: { message: '404 Template Not Found' } }));
    expect((await problemOf(gitlab.issueTemplate(77, 'none'))).code).toBe('gitlab-not-found');
  });
});
