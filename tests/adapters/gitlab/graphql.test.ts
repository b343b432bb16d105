import { describe, expect, it } from 'vitest';
import { connectTo, problemOf } from './connect-scripted.ts';

const event = (id: number) => ({
  id: `gid://gitlab/IncidentManagement::TimelineEvent/${id}`,
  note: `Event ${id}`,
  occurredAt: '2026-03-02T08:00:00Z',
  author: { username: 'noor' },
  timelineEventTags: { nodes: [{ name: 'Start time' }] },
});
const timeline = (nodes: unknown[], pageInfo: unknown) => ({
  status: 200,
  json: { data: { project: { incidentManagementTimelineEvents: { nodes, pageInfo } } } },
});
const errors = (...list: unknown[]) => ({ status: 200, json: { data: null, errors: list } });

describe('the timeline of an incident', () => {
  it('is read page by page', async () => {
    const { gitlab, asked } = await connectTo((_, number) =>
      number === 1
        ? timeline([event(1)], { hasNextPage: true, endCursor: 'abc' })
        : timeline([{ ...event(2), author: null, note: null }], { hasNextPage: false, endCursor: 'def' }),
    );
    expect(await gitlab.timeline('shop/live', 9001)).toEqual([
      {
        id: 'gid://gitlab/IncidentManagement::TimelineEvent/1',
        occurredAt: '2026-03-02T08:00:00.000Z',
        note: 'Event 1',
        tags: ['Start time'],
        author: 'noor',
      },
      {
        id: 'gid://gitlab/IncidentManagement::TimelineEvent/2',
        occurredAt: '2026-03-02T08:00:00.000Z',
        note: '',
        tags: ['Start time'],
        author: null,
      },
    ]);
    expect(asked.map((one) => one.body)).toMatchObject([
      { variables: { path: 'shop/live', incident: 'gid://gitlab/Issue/9001', after: null } },
      { variables: { path: 'shop/live', incident: 'gid://gitlab/Issue/9001', after: 'abc' } },
    ]);
  });

  it('is empty on a GitLab that has no such field', async () => {
    const { gitlab } = await connectTo(() =>
      errors({
        message: "Field 'incidentManagementTimelineEvents' doesn't exist on type 'Project'",
        extensions: {
          code: 'undefinedField',
          typeName: 'Project',
          fieldName: 'incidentManagementTimelineEvents',
        },
      }),
    );
    expect(await gitlab.timeline('shop/live', 9001)).toEqual([]);
  });

  it('is not found in a project that the token may not see', async () => {
    const { gitlab } = await connectTo(() => ({ status: 200, json: { data: { project: null } } }));
    expect((await problemOf(gitlab.timeline('shop/live', 9001))).code).toBe('gitlab-not-found');
  });

  it.each([
    ['a page is missing its cursor', timeline([], { hasNextPage: true, endCursor: null })],
    ['an event has no date', timeline([{ ...event(1), occurredAt: 'soon' }], { hasNextPage: false })],
    ['there is neither data nor error', { status: 200, json: {} }],
    ['the answer is a list', { status: 200, json: [] }],
  ])('is unreadable when %s', async (_, reply) => {
    const { gitlab } = await connectTo(() => reply);
    expect((await problemOf(gitlab.timeline('shop/live', 9001))).code).toBe('gitlab-unreadable');
  });
});

describe('errors that come with HTTP 200', () => {
  it('are a problem, also beside data', async () => {
    const { gitlab } = await connectTo(() => ({
      status: 200,
      json: { data: { issue: { iid: '4', projectId: 8 } }, errors: [{ message: 'Timeout on Query.issue' }] },
    }));
    const problem = await problemOf(gitlab.issueById(1));
    expect(problem.code).toBe('gitlab-unreadable');
    expect(problem.message).toContain('Timeout on Query.issue');
  });

  it('are a refusal when the query itself is at fault', async () => {
    const { gitlab } = await connectTo(() =>
      errors({ message: 'Argument of the wrong type', extensions: { code: 'argumentLiteralsIncompatible' } }),
    );
    expect((await problemOf(gitlab.timeline('shop/live', 1))).code).toBe('gitlab-refused');
  });
});

describe('an issue by its global id', () => {
  it('is found by project and iid', async () => {
    const { gitlab, asked } = await connectTo(() => ({
      status: 200,
      json: { data: { issue: { iid: '4', projectId: 8 } } },
    }));
    expect(await gitlab.issueById(9111)).toEqual({ project: 8, iid: 4 });
    expect(asked[0]?.body).toMatchObject({ variables: { id: 'gid://gitlab/Issue/9111' } });
  });

  it('is null when it is gone or hidden', async () => {
    const { gitlab } = await connectTo(() => ({ status: 200, json: { data: { issue: null } } }));
    expect(await gitlab.issueById(9111)).toBeNull();
  });
});
