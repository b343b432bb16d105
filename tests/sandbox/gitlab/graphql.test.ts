import { describe, expect, it } from 'vitest';
import { startStory } from './story.ts';

const TIMELINE = `query ($path: ID!, $incident: IssueID!, $after: String) {
  project(fullPath: $path) {
    incidentManagementTimelineEvents(incidentId: $incident, first: 2, after: $after) {
      nodes { id note action occurredAt author { username } timelineEventTags { nodes { name } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const gid = (id: number): string => `gid://gitlab/Issue/${id}`;

describe('the timeline of an incident', () => {
  it('is read in order, with tags, in pages', async () => {
    const { gitlab, graphql } = await startStory();
    const alice = gitlab.as('alice');
    const incident = alice.createIncident(2001, { title: 'x' });
    const at = (minute: string): string => `2024-10-31T04:${minute}:30.123Z`;
    alice.addTimelineEvent(incident, { note: 'over', occurredAt: at('40'), tags: ['End time'] });
    alice.addTimelineEvent(incident, { note: 'began', occurredAt: at('10'), tags: ['Start time', 'x'] });
    alice.addTimelineEvent(incident, { note: 'seen', occurredAt: at('20') });
    const first = await graphql(TIMELINE, { path: 'acme/production', incident: gid(incident.id) });
    expect(first).toEqual({
      data: {
        project: {
          incidentManagementTimelineEvents: {
            nodes: [
              {
                id: expect.stringMatching(/^gid:\/\/gitlab\/IncidentManagement::TimelineEvent\/\d+$/),
                note: 'began',
                action: 'comment',
                occurredAt: '2024-10-31T04:10:30Z',
                author: { username: 'alice' },
                timelineEventTags: { nodes: [{ name: 'Start time' }, { name: 'x' }] },
              },
              expect.objectContaining({ note: 'seen', timelineEventTags: { nodes: [] } }),
            ],
            pageInfo: { hasNextPage: true, endCursor: 'Mg==' },
          },
        },
      },
    });
    const rest = await graphql(TIMELINE, {
      path: 'acme/production',
      incident: gid(incident.id),
      after: 'Mg==',
    });
    expect(JSON.stringify(rest)).toContain('"note":"over"');
    expect(JSON.stringify(rest)).toContain('"hasNextPage":false');
  });

  it('is null with a project one cannot see, and empty with an incident one cannot see', async () => {
    const { gitlab, graphql } = await startStory();
    const secret = gitlab.as('alice').createIncident(2002, { title: 'hush' });
    expect(await graphql(TIMELINE, { path: 'acme/secrets', incident: gid(secret.id) })).toEqual({
      data: { project: null },
    });
    const other = await graphql(TIMELINE, { path: 'acme/production', incident: gid(secret.id) });
    expect(JSON.stringify(other)).toContain('"nodes":[]');
    gitlab.addMember(2002, 'incident-bot', 'reporter');
    gitlab.as('alice').addTimelineEvent(secret, { note: 'x', occurredAt: '2024-10-31T04:00:00.000Z' });
    const elsewhere = await graphql(TIMELINE, { path: 'acme/production', incident: gid(secret.id) });
    expect(JSON.stringify(elsewhere)).not.toContain('"note":"x"');
  });
});

describe('an issue by its global id', () => {
  it('is found wherever it stands, and null when it is gone or hidden', async () => {
    const { gitlab, graphql } = await startStory();
    const alice = gitlab.as('alice');
    const issue = alice.createIssue(2001, { title: 'x' });
    const hidden = alice.createIssue(2002, { title: 'hush' });
    const find = (id: string) =>
      graphql('query issueById($id: IssueID!) { issue(id: $id) { iid webUrl projectId } }', { id });
    expect(await find(gid(issue.id))).toEqual({
      data: {
        issue: { iid: '1', webUrl: `${gitlab.url}/acme/production/-/issues/1`, projectId: 2001 },
      },
    });
    expect(await find(gid(hidden.id))).toEqual({ data: { issue: null } });
    alice.deleteIssue(issue);
    expect(await find(gid(issue.id))).toEqual({ data: { issue: null } });
  });

  it('points to where it was moved', async () => {
    const { gitlab, graphql } = await startStory();
    gitlab.addMember(2002, 'incident-bot', 'reporter');
    const issue = gitlab.as('alice').createIssue(2001, { title: 'x' });
    gitlab.as('alice').move(issue, 2002);
    expect(
      await graphql(`{ issue(id: "${gid(issue.id)}") { moved, movedTo { id iid projectId } } }`),
    ).toEqual({ data: { issue: { moved: true, movedTo: { id: gid(30_002), iid: '1', projectId: 2002 } } } });
  });
});

describe('the language', () => {
  it('knows aliases, __typename, comments, names and literals', async () => {
    const { graphql } = await startStory();
    const query = `query Me { # who
      me: currentUser { __typename name: username, id }
      there: project(fullPath: "acme/production") { id }
      metadata { version }
    }`;
    expect(await graphql(query)).toEqual({
      data: {
        me: { __typename: 'CurrentUser', name: 'incident-bot', id: 'gid://gitlab/User/104' },
        there: { id: 'gid://gitlab/Project/2001' },
        metadata: { version: '19.0.1-ee' },
      },
    });
  });

  it.each([
    [
      'a field nobody has',
      '{ project(fullPath: "a") { secrets } }',
      "Field 'secrets' doesn't exist on type 'Project'",
    ],
    ['an argument nobody takes', '{ currentUser(x: 1) { id } }', "doesn't accept argument 'x'"],
    ['a missing argument', '{ project { id } }', 'missing required arguments: fullPath'],
    ['an id of another kind', '{ issue(id: "gid://gitlab/WorkItem/1") { iid } }', "Expected type 'IssueID!'"],
    ['no selection', '{ currentUser }', 'must have selections'],
    ['a selection on a value', '{ currentUser { id { x } } }', "Selections can't be made on scalars"],
    ['an unknown variable', '{ project(fullPath: $p) { id } }', '$p is used but not declared'],
    ['a variable of the wrong type', 'query($p: Int) { project(fullPath: $p) { id } }', 'Type mismatch'],
    [
      'a variable without value',
      'query($p: ID!) { project(fullPath: $p) { id } }',
      'was provided invalid value',
    ],
    ['an open bracket', '{ currentUser { id }', 'Unexpected end of document'],
    ['a stray character', '{ currentUser ; }', 'UNKNOWN_CHAR'],
    ['nothing selected', '{ }', 'Expected NAME'],
    ['something behind the end', '{ currentUser { id } } }', 'Expected NAME'],
    ['a query too long', `{ currentUser { id } ${' '.repeat(10_000)} }`, 'too large'],
  ])('answers %s with errors, HTTP 200 and no data', async (_what, query, message) => {
    const { graphql } = await startStory();
    const answer = await graphql(query);
    expect(answer).not.toHaveProperty('data');
    expect(JSON.stringify(answer.errors)).toContain(message);
  });

  it('codes its errors as GitLab does', async () => {
    const { graphql } = await startStory();
    expect((await graphql('{ currentUser { shoeSize } }')).errors).toEqual([
      {
        message: "Field 'shoeSize' doesn't exist on type 'CurrentUser'",
        path: ['query', 'currentUser', 'shoeSize'],
        extensions: { code: 'undefinedField', typeName: 'CurrentUser', fieldName: 'shoeSize' },
      },
    ]);
  });

  it('holds unknown fields and mutations against the test, but not what an old GitLab lacks', async () => {
    const { gitlab, graphql } = await startStory({ version: '15.1.0' });
    const old = await graphql(TIMELINE, { path: 'acme/production', incident: gid(1) });
    expect(JSON.stringify(old.errors)).toContain('undefinedField');
    gitlab.assertNothingUnforeseen();
    await graphql('mutation { timelineEventCreate { errors } }');
    expect(() => gitlab.assertNothingUnforeseen()).toThrow('a GraphQL mutation');
  });

  it('needs a token, a query, and no fields besides', async () => {
    const { gitlab } = await startStory();
    const post = async (body: unknown, token?: string): Promise<number> =>
      (
        await fetch(`${gitlab.url}/api/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(token && { 'private-token': token }) },
          body: JSON.stringify(body),
        })
      ).status;
    expect(await post({ query: '{ currentUser { id } }' })).toBe(401);
    expect(await post({}, 'glpat-of-the-bot')).toBe(422);
    expect(await post({ query: '{ currentUser { id } }', mood: 'good' }, 'glpat-of-the-bot')).toBe(501);
  });
});
