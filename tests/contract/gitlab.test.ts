import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problems } from '../../src/domain/problems.ts';
import type { IssueDraft } from '../../src/ports/gitlab.ts';
import { problemOf } from '../adapters/gitlab/connect-scripted.ts';
import { botToken, startWorld } from './gitlab-world.ts';

let world: Awaited<ReturnType<typeof startWorld>>;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.double.close();
  world.double.assertNothingUnforeseen();
});

const incidentDraft = {
  title: 'Checkout answers 502',
  severity: 'high',
  labels: ['Service::Checkout'],
} as const;
const makeIncident = () =>
  world.double
    .as('noor')
    .createIncident('shop/live', { ...incidentDraft, labels: [...incidentDraft.labels] });
const addressOf = (made: { project: number; iid: number }) => ({ project: made.project, iid: made.iid });

const draftOf = (changes: Partial<IssueDraft> = {}): IssueDraft => ({
  title: 'Incident Review: Checkout answers 502',
  description: '## Summary\n\nNothing yet.',
  labels: ['IncidentReview', 'Service::Checkout'],
  assignee: null,
  dueDate: null,
  confidential: false,
  ...changes,
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
    const made = makeIncident();
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

  it('does not find one that is gone', async () => {
    const { gitlab, double } = world;
    const made = makeIncident();
    double.as('noor').deleteIssue(made);
    expect((await problemOf(gitlab.issue(addressOf(made)))).code).toBe('gitlab-not-found');
  });

  it('follows one that was moved', async () => {
    const { gitlab, double, open } = world;
    const made = makeIncident();
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
    const moved = double.as('noor').move(makeIncident(), 'board/secret');
    expect(await gitlab.issueById(moved.id)).toBeNull();
  });

  it('reads its timeline, more than one page of it', async () => {
    const { gitlab, double } = world;
    const made = makeIncident();
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
    const made = makeIncident();
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
    const made = makeIncident();
    double.as('noor').comment(made, 'On it');
    double.as('noor').close(made);
    double.as('dana').comment(made, 'Not for everybody', { internal: true });
    const notes = await gitlab.notes(addressOf(made));
    expect(notes.map(({ body, internal, author }) => [body, internal, author.username])).toEqual([
      ['On it', false, 'noor'],
      ['Not for everybody', true, 'dana'],
    ]);
  });

  it('sees related issues from both sides, as far as it may', async () => {
    const { gitlab, double } = world;
    double.addMember('board/secret', 'noor', 'maintainer');
    const made = makeIncident();
    const review = double.as('noor').createIssue('shop/open', { title: 'Incident Review: by hand' });
    const secret = double.as('noor').createIssue('board/secret', { title: 'Hidden' });
    double.as('noor').link(made, review);
    double.as('noor').link(made, secret);
    expect((await gitlab.relatedIssues(addressOf(made))).map((issue) => issue.id)).toEqual([review.id]);
    expect((await gitlab.relatedIssues(addressOf(review))).map((issue) => issue.id)).toEqual([made.id]);
  });
});

describe('searching reviews', () => {
  it('finds those of an author, with a label, since a moment, on every page, oldest first', async () => {
    const { gitlab, clock, live, connect, double } = world;
    double.addToken({ value: 'glpat-former-bot', user: 'former-bot' });
    double.addMember('shop/live', 'former-bot', 'developer');
    await gitlab.createIssue(live.id, draftOf({ title: 'too early' }));
    clock.ms += 1_000;
    const createdAfter = new Date(clock.ms).toISOString();
    await connect('glpat-former-bot').createIssue(live.id, draftOf({ title: 'of another' }));
    await gitlab.createIssue(live.id, draftOf({ title: 'without the label', labels: [] }));
    for (let number = 0; number < 103; number += 1) {
      clock.ms += 1_000;
      await gitlab.createIssue(live.id, draftOf({ title: `Review ${number}` }));
    }
    const { id: author } = await gitlab.whoAmI();
    const search = { project: live.id, author, createdAfter };
    const found = await gitlab.issuesBy({ ...search, label: 'IncidentReview' });
    expect(found.map((issue) => issue.title)).toEqual(
      Array.from({ length: 103 }, (_, number) => `Review ${number}`),
    );
    expect(found[0]?.description).toContain('## Summary');
    expect(await gitlab.issuesBy({ ...search, label: null })).toHaveLength(104);
  });
});

describe('opening a review', () => {
  it.each(['free', 'premium'] as const)('makes it as asked on %s', async (tier) => {
    const { gitlab, double, live } = world;
    double.configure({ tier });
    const dana = await gitlab.userByName('dana');
    const wish = { assignee: dana?.id ?? null, dueDate: '2026-03-09', confidential: true };
    const review = await gitlab.createIssue(live.id, draftOf(wish));
    expect(review).toMatchObject({
      kind: 'issue',
      title: 'Incident Review: Checkout answers 502',
      description: '## Summary\n\nNothing yet.',
      labels: ['IncidentReview', 'Service::Checkout'],
      assignees: [{ username: 'dana' }],
      dueDate: '2026-03-09',
      confidential: true,
      author: { username: 'review-bot' },
    });
    expect(await gitlab.issue({ project: live.id, iid: review.iid })).toEqual(review);
  });

  it('answers what GitLab made of it: an assignee who may not read it is left out', async () => {
    const { gitlab, live } = world;
    const ravi = await gitlab.userByName('ravi');
    const review = await gitlab.createIssue(live.id, draftOf({ assignee: ravi?.id ?? null }));
    expect(review.assignees).toEqual([]);
  });

  it('is refused with a title that is too long', async () => {
    const problem = await problemOf(
      world.gitlab.createIssue(world.live.id, draftOf({ title: 'x'.repeat(256) })),
    );
    expect(problem.code).toBe('gitlab-refused');
    expect(problem.message).toContain('too long');
  });

  it.each(['502-after', 'drop-after', 'hang-after'] as const)(
    'may have been done after %s; one look tells',
    async (kind) => {
      const { double, live, gitlab, connect } = world;
      double.faults.next({ kind, method: 'POST' });
      const problem = await problemOf(connect(botToken, 500).createIssue(live.id, draftOf()));
      expect(problems[problem.code].outcome).toBe('unknown');
      const { id: author } = await gitlab.whoAmI();
      const createdAfter = '2026-03-01T00:00:00.000Z';
      const found = await gitlab.issuesBy({
        project: live.id,
        author,
        label: 'IncidentReview',
        createdAfter,
      });
      expect(found).toHaveLength(1);
      expect(double.requests.filter((request) => request.method === 'POST')).toHaveLength(1);
    },
  );

  it.each(['429', '429-plain'] as const)('is not done after %s, and says when to come back', async (kind) => {
    const { double, live, gitlab } = world;
    double.faults.next({ kind, method: 'POST', retryAfterSeconds: 42 });
    const problem = await problemOf(gitlab.createIssue(live.id, draftOf()));
    expect(problem.code).toBe('gitlab-rate-limited');
    expect(problem.retryAfterMs).toBe(kind === '429' ? 42_000 : null);
    expect(problems[problem.code].outcome).toBe('not-done');
    expect(double.requests).toHaveLength(1);
    expect(double.snapshot().projects.flatMap((project) => project.issues)).toEqual([]);
  });
});

describe('changing what is there', () => {
  it('adds labels and keeps the others', async () => {
    const { gitlab } = world;
    const made = makeIncident();
    const changed = await gitlab.changeIssue(addressOf(made), { addLabels: ['review-open'] });
    expect(changed.labels).toEqual(['Service::Checkout', 'review-open']);
  });

  it.each(['free', 'premium'] as const)('hands a review over and hides it on %s', async (tier) => {
    const { gitlab, double, live } = world;
    double.configure({ tier });
    const [noor, dana] = await Promise.all([gitlab.userByName('noor'), gitlab.userByName('dana')]);
    const review = await gitlab.createIssue(live.id, draftOf({ assignee: noor?.id ?? null }));
    const change = { assignee: dana?.id ?? 0, confidential: true, dueDate: '2026-03-12' };
    expect(await gitlab.changeIssue({ project: live.id, iid: review.iid }, change)).toMatchObject({
      assignees: [{ username: 'dana' }],
      confidential: true,
      dueDate: '2026-03-12',
    });
  });

  it('writes a note, which people can read', async () => {
    const { gitlab, double } = world;
    const made = makeIncident();
    await gitlab.addNote(addressOf(made), 'Which severity is it?');
    const said = double.issue(made).notes.filter((note) => !note.system);
    expect(said).toMatchObject([{ author: 'review-bot', body: 'Which severity is it?' }]);
  });

  it('does not take quick actions for a note', async () => {
    const { gitlab } = world;
    const made = makeIncident();
    expect((await problemOf(gitlab.addNote(addressOf(made), '/close'))).code).toBe('gitlab-refused');
  });

  it('links two issues once, from either side', async () => {
    const { gitlab, double, live } = world;
    const made = makeIncident();
    const review = await gitlab.createIssue(live.id, draftOf());
    const to = { project: live.id, iid: review.iid };
    expect(await gitlab.ensureLink(addressOf(made), to)).toBe('linked');
    expect(await gitlab.ensureLink(addressOf(made), to)).toBe('already-linked');
    expect(await gitlab.ensureLink(to, addressOf(made))).toBe('already-linked');
    expect(double.issue(made).linkedTo).toEqual([{ id: review.id, type: 'relates_to' }]);
  });
});

describe('a GitLab in trouble', () => {
  it.each(['500', '502-before', '503', 'drop-before'] as const)(
    'is read all the same after %s',
    async (kind) => {
      const { gitlab, double } = world;
      const made = makeIncident();
      double.faults.next({ kind, times: 2 });
      expect((await gitlab.issue(addressOf(made))).id).toBe(made.id);
      expect(double.requests).toHaveLength(3);
    },
  );

  it('is waited for as long as it asks', async () => {
    const { gitlab, double } = world;
    const made = makeIncident();
    double.faults.next({ kind: '429', retryAfterSeconds: 2 });
    expect((await gitlab.issue(addressOf(made))).id).toBe(made.id);
    expect(double.requests.map((request) => request.status)).toEqual([429, 200]);
  });
});

describe('a token', () => {
  it('that was revoked is unauthorized', async () => {
    const { gitlab, double } = world;
    double.revokeToken(botToken);
    expect((await problemOf(gitlab.whoAmI())).code).toBe('gitlab-unauthorized');
  });

  it('that nobody knows is unauthorized, for GraphQL too', async () => {
    const stranger = world.connect('glpat-unknown');
    expect((await problemOf(stranger.issueById(1))).code).toBe('gitlab-unauthorized');
  });

  it('that may only read is forbidden to write', async () => {
    const { double, connect, live } = world;
    double.addToken({ value: 'glpat-reader', user: 'review-bot', scopes: ['read_api'] });
    const reader = connect('glpat-reader');
    expect((await reader.whoAmI()).username).toBe('review-bot');
    const problem = await problemOf(reader.createIssue(live.id, draftOf()));
    expect(problem.code).toBe('gitlab-forbidden');
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
