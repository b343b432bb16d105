import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../adapters/gitlab/connect-scripted.ts';
import { addressOf, type GitLabWorld, makeIncident, startWorld } from './gitlab-world.ts';

let world: GitLabWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.double.close();
  world.double.assertNothingUnforeseen();
});

describe('who and where', () => {
  it('knows who its token is', async () => {
    const { gitlab, double } = world;
    const me = await gitlab.whoAmI();
    expect(me.username).toBe('review-bot');
    await gitlab.whoAmI();
    expect(double.requests).toHaveLength(1);
  });

  it('finds a project by its path and by its id', async () => {
    const { gitlab, double, live } = world;
    const project = await gitlab.project('shop/live');
    expect(project).toEqual({
      id: live.id,
      path: 'shop/live',
      visibility: 'private',
      ofChanges: 'private',
      url: `${double.url}/shop/live`,
    });
    expect(await gitlab.project(live.id)).toEqual(project);
  });

  it('counts a public project with private issues as private', async () => {
    const { gitlab, double } = world;
    double.addProject({ path: 'shop/half', visibility: 'public', issuesAccess: 'private' });
    expect((await gitlab.project('shop/open')).visibility).toBe('public');
    expect((await gitlab.project('shop/half')).visibility).toBe('private');
  });

  it('knows who is shown merge requests and deployments', async () => {
    const { gitlab, double } = world;
    double.addProject({ path: 'shop/a', visibility: 'public', mergeRequestsAccess: 'private' });
    double.addProject({ path: 'shop/b', visibility: 'public', environmentsAccess: 'disabled' });
    expect((await gitlab.project('shop/open')).ofChanges).toBe('public');
    expect((await gitlab.project('shop/a')).ofChanges).toBe('private');
    expect((await gitlab.project('shop/b')).ofChanges).toBe('private');
    expect((await gitlab.project('shop/b')).visibility).toBe('public');
  });

  it('does not find a project that the token may not see', async () => {
    expect((await problemOf(world.gitlab.project('board/secret'))).code).toBe('gitlab-not-found');
  });

  it('says that a project was renamed, and still finds it by its id', async () => {
    const { gitlab, double, live } = world;
    double.renameProject('shop/live', 'shop/production');
    expect((await problemOf(gitlab.project('shop/live'))).code).toBe('gitlab-moved');
    expect((await gitlab.project(live.id)).path).toBe('shop/production');
  });

  it('knows all members, more than one page of them', async () => {
    const { gitlab, double, live } = world;
    const ids = Array.from({ length: 230 }, (_, index) => {
      const user = double.addUser({ username: `member-${index}` });
      double.addMember('shop/live', user.username, 'guest');
      return user.id;
    });
    const found = await gitlab.memberIds(live.id);
    expect(found.size).toBe(234);
    expect(ids.every((id) => found.has(id))).toBe(true);
  });

  it('knows people by name, whether they are active and whether they are bots', async () => {
    const { gitlab, double } = world;
    double.setUserState('ravi', 'blocked');
    expect(await gitlab.userByName('DANA')).toMatchObject({ username: 'dana', active: true, bot: false });
    expect(await gitlab.userByName('ravi')).toMatchObject({ active: false });
    expect(await gitlab.userByName('review-bot')).toMatchObject({ active: true, bot: true });
    expect(await gitlab.userByName('nobody')).toBeNull();
  });

  it("reads a project's own issue template", async () => {
    const { gitlab, double, live } = world;
    double.addIssueTemplate('shop/live', 'Incident Review (full)', '# Review\n\n- [ ] Ask');
    expect(await gitlab.issueTemplate(live.id, 'Incident Review (full)')).toBe('# Review\n\n- [ ] Ask');
    expect((await problemOf(gitlab.issueTemplate(live.id, 'none'))).code).toBe('gitlab-not-found');
  });
});

describe('reading an incident', () => {
  it('sees it as people left it', async () => {
    const { gitlab, double, clock } = world;
    const made = makeIncident(world);
    double.as('noor').assign(made, ['dana']);
    clock.ms += 60_000;
    double.as('noor').close(made);
    expect(await gitlab.issue(addressOf(made))).toMatchObject({
      project: { id: made.project, path: 'shop/live' },
      id: made.id,
      iid: made.iid,
      kind: 'incident',
      title: 'Checkout answers 502',
      state: 'closed',
      severity: 2,
      labels: ['Service::Checkout'],
      createdAt: '2026-03-02T08:00:00.000Z',
      closedAt: '2026-03-02T08:01:00.000Z',
      assignees: [{ username: 'dana', name: 'Dana' }],
      movedTo: null,
      author: { username: 'noor' },
    });
  });

  it('reads no timeline from a GitLab that has none', async () => {
    const { gitlab, double } = world;
    const made = makeIncident(world);
    double.configure({ version: '15.1.0' });
    expect(await gitlab.timeline('shop/live', made.id)).toEqual([]);
  });

  it('does not find one that is gone', async () => {
    const { gitlab, double } = world;
    const made = makeIncident(world);
    double.as('noor').deleteIssue(made);
    expect((await problemOf(gitlab.issue(addressOf(made)))).code).toBe('gitlab-not-found');
  });

  it('follows one that was moved', async () => {
    const { gitlab, double, open } = world;
    const made = makeIncident(world);
    const moved = double.as('noor').move(made, 'shop/open');
    const { movedTo } = await gitlab.issue(addressOf(made));
    expect(movedTo).toBe(moved.id);
    expect(await gitlab.issueById(moved.id)).toEqual({ project: open.id, iid: moved.iid });
    double.as('noor').deleteIssue(moved);
    expect(await gitlab.issueById(moved.id)).toBeNull();
  });

  it('does not see one that was moved out of sight', async () => {
    const { gitlab, double } = world;
    double.addMember('board/secret', 'noor', 'maintainer');
    const moved = double.as('noor').move(makeIncident(world), 'board/secret');
    expect(await gitlab.issueById(moved.id)).toBeNull();
  });

  it('reads its timeline, more than one page of it', async () => {
    const { gitlab, double } = world;
    const made = makeIncident(world);
    for (let minute = 0; minute < 130; minute += 1) {
      const occurredAt = new Date(Date.parse('2026-03-02T05:00:00Z') + minute * 60_000).toISOString();
      const tags = minute === 0 ? ['Start time'] : minute === 129 ? ['End time'] : [];
      double.as('dana').addTimelineEvent(made, { note: `Minute ${minute}`, occurredAt, tags });
    }
    const timeline = await gitlab.timeline('shop/live', made.id);
    expect(timeline).toHaveLength(130);
    expect(timeline[0]).toMatchObject({ note: 'Minute 0', tags: ['Start time'], author: 'dana' });
    expect(timeline.at(-1)).toMatchObject({ occurredAt: '2026-03-02T07:09:00.000Z', tags: ['End time'] });
  });

  it('has no timeline in a project that nobody knows', async () => {
    expect((await problemOf(world.gitlab.timeline('shop/none', 1))).code).toBe('gitlab-not-found');
  });

  it('reads when labels were set and taken, and by whom', async () => {
    const { gitlab, double, clock } = world;
    const made = makeIncident(world);
    clock.ms += 60_000;
    double.as('dana').addLabels(made, ['Incident::Resolved']);
    clock.ms += 60_000;
    double.as('noor').removeLabels(made, ['Incident::Resolved']);
    expect((await gitlab.labelEvents(addressOf(made))).slice(-2)).toEqual([
      { label: 'Incident::Resolved', action: 'add', at: '2026-03-02T08:01:00.000Z', by: 'dana' },
      { label: 'Incident::Resolved', action: 'remove', at: '2026-03-02T08:02:00.000Z', by: 'noor' },
    ]);
  });

  it("reads what people wrote, and not GitLab's own notes", async () => {
    const { gitlab, double } = world;
    const made = makeIncident(world);
    double.as('noor').comment(made, 'On it');
    double.as('noor').close(made);
    double.as('dana').comment(made, 'Not for everybody', { internal: true });
    const notes = await gitlab.notes(addressOf(made));
    expect(notes.map(({ body, internal, author }) => [body, internal, author.username])).toEqual([
      ['On it', false, 'noor'],
      ['Not for everybody', true, 'dana'],
    ]);
  });

  it('reads the newest hundred of them in one call, the newest first', async () => {
    const { gitlab, double } = world;
    const made = makeIncident(world);
    expect((await gitlab.issue(addressOf(made))).hasComments).toBe(false);
    for (let n = 1; n <= 105; n += 1) {
      double.as('noor').comment(made, `comment ${n}`);
      if (n % 10 === 0) double.as('noor').setTitle(made, `Title ${n}`);
    }
    expect((await gitlab.issue(addressOf(made))).hasComments).toBe(true);
    double.forgetRequests();
    const notes = await gitlab.newestNotes(addressOf(made));
    expect(notes).toHaveLength(100);
    expect([notes[0]?.body, notes.at(-1)?.body]).toEqual(['comment 105', 'comment 6']);
    expect(double.requests).toHaveLength(1);
  });

  it('reads when an issue was closed and opened again, the oldest first', async () => {
    const { gitlab, double, clock } = world;
    const made = makeIncident(world);
    expect(await gitlab.stateEvents(addressOf(made))).toEqual([]);
    double.as('noor').close(made);
    const closedAt = new Date(clock.ms).toISOString();
    clock.ms += 60_000;
    double.as('noor').reopen(made);
    expect(await gitlab.stateEvents(addressOf(made))).toEqual([
      { state: 'closed', at: closedAt },
      { state: 'reopened', at: new Date(clock.ms).toISOString() },
    ]);
  });

  it('sees related issues from both sides, as far as it may', async () => {
    const { gitlab, double } = world;
    double.addMember('board/secret', 'noor', 'maintainer');
    const made = makeIncident(world);
    const review = double.as('noor').createIssue('shop/open', { title: 'Incident Review: by hand' });
    const secret = double.as('noor').createIssue('board/secret', { title: 'Hidden' });
    double.as('noor').link(made, review);
    double.as('noor').link(made, secret);
    expect((await gitlab.relatedIssues(addressOf(made))).map((issue) => issue.id)).toEqual([review.id]);
    expect((await gitlab.relatedIssues(addressOf(review))).map((issue) => issue.id)).toEqual([made.id]);
  });
});

describe('what doctor asks', () => {
  it('is answered: version, token, access and clock', async () => {
    const { gitlab, double, live, hidden } = world;
    expect(await gitlab.version()).toBe('19.0.1-ee');
    expect(await gitlab.token()).toMatchObject({
      identity: { username: 'review-bot' },
      scopes: ['api'],
      expiresOn: '2027-03-01',
      active: true,
    });
    expect(await gitlab.accessLevel(live.id)).toBe(30);
    expect(await gitlab.accessLevel(hidden.id)).toBe(0);
    expect(Math.abs(await gitlab.clockSkewMs())).toBeLessThanOrEqual(1_000);
    double.configure({ version: '16.0.4' });
    expect(await gitlab.version()).toBe('16.0.4-ee');
  });

  it('is answered about hooks to maintainers alone', async () => {
    const { gitlab, double, live } = world;
    double.addHook('shop/live', { url: 'https://bot.example.com/hook', token: 'x'.repeat(16), notes: false });
    expect((await problemOf(gitlab.hooks(live.id))).code).toBe('gitlab-forbidden');
    double.addMember('shop/live', 'review-bot', 'maintainer');
    expect(await gitlab.hooks(live.id)).toMatchObject([
      {
        url: 'https://bot.example.com/hook',
        issues: true,
        confidentialIssues: true,
        notes: false,
        confidentialNotes: true,
        tokenSet: true,
        signingTokenSet: false,
        status: 'executable',
        disabledUntil: null,
        customTemplate: false,
      },
    ]);
    double.configure({ version: '18.0.0' });
    expect(await gitlab.hooks(live.id)).toMatchObject([{ tokenSet: null, signingTokenSet: null }]);
  });
});
