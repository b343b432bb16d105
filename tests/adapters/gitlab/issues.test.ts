import { describe, expect, it } from 'vitest';
import { connectTo, problemOf } from './connect-scripted.ts';
import { sampleIssue } from './sample-issue.ts';

const address = { project: 77, iid: 12 };
const answer = (changes: Record<string, unknown> = {}) => ({ status: 200, json: sampleIssue(changes) });

describe('an issue', () => {
  it('is read in our words', async () => {
    const { gitlab, asked } = await connectTo(() => answer());
    expect(await gitlab.issue(address)).toEqual({
      project: { id: 77, path: 'shop/live' },
      id: 9001,
      iid: 12,
      kind: 'incident',
      title: 'Checkout answers 502',
      url: 'https://gitlab.example.com/shop/live/-/issues/12',
      state: 'closed',
      confidential: false,
      labels: ['Service::Checkout', 'severity::2'],
      severity: 2,
      createdAt: '2026-03-02T08:00:00.000Z',
      updatedAt: '2026-03-02T11:30:00.250Z',
      closedAt: '2026-03-02T11:30:00.000Z',
      dueDate: null,
      assignees: [{ id: 5, username: 'dana', name: 'Dana' }],
      movedTo: null,
      description: 'Orders fail.',
      author: { id: 4, username: 'noor' },
      hasComments: true,
    });
    expect(asked[0]?.path).toBe('/api/v4/projects/77/issues/12');
  });

  it.each([
    [{ issue_type: 'incident', type: 'INCIDENT' }, 'incident'],
    [{ issue_type: undefined, type: 'INCIDENT' }, 'incident'],
    [{ issue_type: 'issue', type: undefined }, 'issue'],
    [{ issue_type: 'constructor', type: undefined }, 'other'],
    [{ issue_type: 'task', type: 'TASK' }, 'other'],
    [{ issue_type: undefined, type: undefined }, 'unknown'],
  ])('of %j is of kind %s', async (fields, kind) => {
    const { gitlab } = await connectTo(() => answer(fields));
    expect((await gitlab.issue(address)).kind).toBe(kind);
  });

  it.each([
    [0, false],
    [3, true],
    // Who does not say so is asked.
    [undefined, true],
  ])('with a count of %s comments: %s', async (user_notes_count, hasComments) => {
    const { gitlab } = await connectTo(() => answer({ user_notes_count }));
    expect((await gitlab.issue(address)).hasComments).toBe(hasComments);
  });

  it.each([
    ['CRITICAL', 1],
    ['HIGH', 2],
    ['MEDIUM', 3],
    ['LOW', 4],
    ['UNKNOWN', null],
    ['SOMETHING NEW', null],
    [null, null],
    [undefined, null],
  ])('of severity %s has %s', async (severity, number) => {
    const { gitlab } = await connectTo(() => answer({ severity }));
    expect((await gitlab.issue(address)).severity).toBe(number);
  });

  it('is read from an older GitLab, which leaves fields out', async () => {
    const { gitlab } = await connectTo(() =>
      answer({
        description: null,
        assignees: undefined,
        moved_to_id: undefined,
        closed_at: undefined,
        created_at: '2026-03-02 08:00:00 UTC',
      }),
    );
    expect(await gitlab.issue(address)).toMatchObject({
      description: '',
      assignees: [],
      movedTo: null,
      closedAt: null,
      createdAt: '2026-03-02T08:00:00.000Z',
    });
  });

  it('knows where it was moved', async () => {
    const { gitlab } = await connectTo(() => answer({ moved_to_id: 9111 }));
    expect((await gitlab.issue(address)).movedTo).toBe(9111);
  });

  it('that is not as documented is named with its fault, not with its values', async () => {
    const { gitlab } = await connectTo(() => answer({ title: 7, description: 'secret words', iid: 'x' }));
    const problem = await problemOf(gitlab.issue(address));
    expect(problem.code).toBe('gitlab-unreadable');
    expect(problem.message).toContain('issue 12 of project 77');
    expect(problem.message).toContain('title');
    expect(problem.message).not.toContain('secret');
  });
});

describe('issues by an author', () => {
  const search = {
    project: 77,
    author: 4,
    createdAfter: '2026-01-01T00:00:00.000Z',
  };

  it('are read to the last page, oldest first', async () => {
    const { gitlab, asked } = await connectTo((one) => {
      const page = Number(one.query.get('page'));
      const next = page < 3 ? String(page + 1) : '';
      return { status: 200, json: [sampleIssue({ iid: page })], headers: { 'x-next-page': next } };
    });
    expect((await gitlab.issuesBy(search)).map((issue) => issue.iid)).toEqual([1, 2, 3]);
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
      scope: 'all',
      author_id: '4',
      created_after: '2026-01-01T00:00:00.000Z',
      order_by: 'created_at',
      sort: 'asc',
      page: '1',
      per_page: '100',
    });
  });

  it('are read once for all who ask lately, of one hour', async () => {
    const { gitlab, asked, clock } = await connectTo(() => ({ status: 200, json: [sampleIssue()] }));
    const at = (createdAfter: string) => gitlab.issuesByLately({ ...search, createdAfter });
    const all = await Promise.all([at('2026-01-01T10:05:00.000Z'), at('2026-01-01T10:59:59.000Z')]);
    expect(all.map((issues) => issues.length)).toEqual([1, 1]);
    expect(asked.map(({ query }) => query.get('created_after'))).toEqual(['2026-01-01T10:00:00.000Z']);
    await at('2026-01-01T11:00:00.000Z');
    expect(asked[1]?.query.get('created_after')).toBe('2026-01-01T11:00:00.000Z');
    clock.ms += 10_000;
    await at('2026-01-01T10:05:00.000Z');
    expect(asked).toHaveLength(3);
  });

  it.each([
    ['fails', { status: 500 }, 'gitlab-unavailable'],
    ['is no list', { status: 200, json: { message: 'odd' } }, 'gitlab-unreadable'],
    ['has a broken issue', { status: 200, json: [{ id: 1 }] }, 'gitlab-unreadable'],
  ])('are not given at all when one page %s', async (_, reply, code) => {
    const { gitlab } = await connectTo((one) =>
      one.query.get('page') === '1'
        ? { status: 200, json: [sampleIssue()], headers: { 'x-next-page': '2' } }
        : reply,
    );
    expect((await problemOf(gitlab.issuesBy(search))).code).toBe(code);
  });
});

describe('related issues', () => {
  it('come without their text', async () => {
    const { gitlab } = await connectTo(() => ({
      status: 200,
      json: [sampleIssue({ issue_link_id: 3, link_type: 'relates_to' })],
    }));
    const [related] = await gitlab.relatedIssues(address);
    expect(related).toMatchObject({ id: 9001, project: { path: 'shop/live' } });
    expect(related).not.toHaveProperty('description');
    expect(related).not.toHaveProperty('author');
  });
});

describe('creating an issue', () => {
  const draft = {
    title: 'Incident Review: Checkout answers 502',
    description: '## Summary',
    labels: ['IncidentReview', 'Service::Checkout'],
    assignee: 5,
    dueDate: '2026-03-09',
    confidential: true,
  };

  it('sends all that the draft says', async () => {
    const { gitlab, asked } = await connectTo(() => answer({ iid: 13 }));
    expect((await gitlab.createIssue(77, draft)).iid).toBe(13);
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/api/v4/projects/77/issues' });
    expect(asked[0]?.body).toEqual({
      title: 'Incident Review: Checkout answers 502',
      description: '## Summary',
      issue_type: 'issue',
      confidential: true,
      labels: 'IncidentReview,Service::Checkout',
      assignee_ids: [5],
      due_date: '2026-03-09',
    });
  });

  it('leaves out what the draft leaves open', async () => {
    const { gitlab, asked } = await connectTo(() => answer());
    await gitlab.createIssue(77, { ...draft, labels: [], assignee: null, dueDate: null });
    expect(Object.keys(asked[0]?.body ?? {}).sort()).toEqual([
      'confidential',
      'description',
      'issue_type',
      'title',
    ]);
  });

  it('leaves out a label with a comma, which would become two, and says so', async () => {
    const warnings: unknown[] = [];
    const nothing = () => undefined;
    const { gitlab, asked } = await connectTo(() => answer(), {
      log: { debug: nothing, info: nothing, error: nothing, warn: (fields) => warnings.push(fields) },
    });
    await gitlab.createIssue(77, { ...draft, labels: ['a,b', 'IncidentReview'] });
    expect(asked[0]?.body).toMatchObject({ labels: 'IncidentReview' });
    expect(warnings).toEqual([{ labels: ['a,b'] }]);
  });
});

describe('changing an issue', () => {
  it('sends the changed fields alone', async () => {
    const { gitlab, asked } = await connectTo(() => answer());
    await gitlab.changeIssue(address, { addLabels: ['a', 'b'], assignee: 6 });
    expect(asked[0]).toMatchObject({ method: 'PUT', path: '/api/v4/projects/77/issues/12' });
    expect(asked[0]?.body).toEqual({ add_labels: 'a,b', assignee_ids: [6] });
  });

  it('only reads when nothing is to be changed', async () => {
    const { gitlab, asked } = await connectTo(() => answer());
    await gitlab.changeIssue(address, { addLabels: ['a,b'] });
    expect(asked.map((one) => one.method)).toEqual(['GET']);
  });
});

describe('linking two issues', () => {
  const to = { project: 78, iid: 3 };

  it('makes a link', async () => {
    const { gitlab, asked } = await connectTo(() => ({
      status: 201,
      json: { source_issue: sampleIssue(), target_issue: sampleIssue(), link_type: 'relates_to' },
    }));
    expect(await gitlab.ensureLink(address, to)).toBe('linked');
    expect(asked[0]).toMatchObject({
      path: '/api/v4/projects/77/issues/12/links',
      body: { target_project_id: 78, target_issue_iid: 3, link_type: 'relates_to' },
    });
  });

  it('is done when the link is there', async () => {
    const { gitlab } = await connectTo(() => ({
      status: 409,
      json: { message: 'Issue(s) already assigned' },
    }));
    expect(await gitlab.ensureLink(address, to)).toBe('already-linked');
  });

  it('is not done when somebody else holds a lock', async () => {
    const { gitlab } = await connectTo(() => ({
      status: 409,
      json: { message: '409 Conflict: Resource lock' },
    }));
    expect((await problemOf(gitlab.ensureLink(address, to))).code).toBe('gitlab-locked');
  });

  it('fails when an issue is not to be found', async () => {
    const { gitlab } = await connectTo(() => ({ status: 404 }));
    expect((await problemOf(gitlab.ensureLink(address, to))).code).toBe('gitlab-not-found');
  });
});
