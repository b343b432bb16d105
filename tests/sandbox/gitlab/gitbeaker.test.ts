import { Gitlab } from '@gitbeaker/rest';
import { describe, expect, it } from 'vitest';
import { startStory, TOKEN } from './story.ts';

describe('the client that the service uses', () => {
  it('finds its way: identity, project, people, templates', async () => {
    const { gitlab } = await startStory();
    gitlab.addIssueTemplate(2001, 'Incident Review', '## Summary');
    const api = new Gitlab({ host: gitlab.url, token: TOKEN });
    expect(await api.Users.showCurrentUser()).toMatchObject({ id: 104, username: 'incident-bot' });
    expect(await api.PersonalAccessTokens.show()).toMatchObject({ scopes: ['api'] });
    expect(await api.Metadata.show()).toMatchObject({ version: '19.0.1-ee' });
    expect(await api.Projects.show('acme/production')).toMatchObject({ id: 2001 });
    expect(await api.Users.all({ username: 'alice' })).toMatchObject([{ id: 101 }]);
    expect(await api.ProjectMembers.all(2001, { includeInherited: true })).toHaveLength(3);
    expect(await api.ProjectMembers.show(2001, 101, { includeInherited: true })).toMatchObject({
      access_level: 30,
    });
    expect(await api.ProjectTemplates.show(2001, 'issues', 'Incident Review')).toEqual({
      name: 'Incident Review',
      content: '## Summary',
    });
    gitlab.assertNothingUnforeseen();
  });

  it('opens, finds, changes and links issues', async () => {
    const { gitlab } = await startStory();
    const incident = gitlab.as('alice').createIncident(2001, { title: 'x' });
    const api = new Gitlab({ host: gitlab.url, token: TOKEN });
    const review = await api.Issues.create(2001, 'Incident Review: x', {
      description: 'Text',
      labels: 'IncidentReview',
      assigneeIds: [101],
      dueDate: '2024-11-07',
      confidential: false,
      issueType: 'issue',
    });
    expect(review).toMatchObject({ iid: 2, labels: ['IncidentReview'], assignee: { username: 'alice' } });
    await api.Issues.edit(2001, review.iid, { addLabels: 'Service::CI', removeLabels: 'IncidentReview' });
    expect(await api.Issues.show(review.iid, { projectId: 2001 })).toMatchObject({ labels: ['Service::CI'] });
    await api.IssueLinks.create(2001, review.iid, 2001, incident.iid);
    expect(await api.IssueLinks.all(2001, incident.iid)).toMatchObject([{ iid: review.iid }]);
    await expect(api.IssueLinks.create(2001, review.iid, 2001, incident.iid)).rejects.toThrow(
      'Issue(s) already assigned',
    );
    await api.IssueNotes.create(2001, review.iid, 'hello');
    expect(await api.IssueNotes.all(2001, review.iid, { sort: 'asc', orderBy: 'created_at' })).toHaveLength(
      2,
    );
    expect(await api.IssueLabelEvents.all(2001, review.iid)).toHaveLength(3);
    gitlab.assertNothingUnforeseen();
  });

  it('follows the pages to the end, by number and by key', async () => {
    const { gitlab } = await startStory();
    for (let n = 0; n < 7; n += 1) gitlab.as('alice').createIssue(2001, { title: `${n}` });
    const api = new Gitlab({ host: gitlab.url, token: TOKEN });
    const query = { projectId: 2001, perPage: 3, orderBy: 'updated_at', sort: 'asc' } as const;
    expect(await api.Issues.all(query)).toHaveLength(7);
    const byKey = await api.Issues.all({ ...query, pagination: 'keyset' });
    expect(byKey.map(({ iid }) => iid)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    gitlab.assertNothingUnforeseen();
  });

  it('repeats a POST that was answered 502 after the work, and so opens several issues', async () => {
    const { gitlab } = await startStory();
    gitlab.faults.next({ method: 'POST', path: /\/issues$/, kind: '502-after', times: 2 });
    const api = new Gitlab({ host: gitlab.url, token: TOKEN });
    await api.Issues.create(2001, 'only once, please');
    expect(gitlab.snapshot().projects[0]?.issues).toHaveLength(3);
  });

  it('is led on from a former path when it reads, and refused there when it writes', async () => {
    const { gitlab } = await startStory();
    gitlab.renameProject(2001, 'acme/live');
    const api = new Gitlab({ host: gitlab.url, token: TOKEN });
    await expect(api.Issues.create('acme/production', 'x')).rejects.toThrow('405');
    expect(await api.Projects.show('acme/production')).toMatchObject({ path_with_namespace: 'acme/live' });
  });
});
