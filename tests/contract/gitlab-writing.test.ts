import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problems } from '../../src/domain/problems.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { problemOf } from '../adapters/gitlab/connect-scripted.ts';
import { addressOf, botToken, draftOf, type GitLabWorld, makeIncident, startWorld } from './gitlab-world.ts';

let world: GitLabWorld;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.double.close();
  world.double.assertNothingUnforeseen();
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

describe('searching reviews', () => {
  it('finds those of an author since a moment, on every page, oldest first', async () => {
    const { gitlab, clock, live, connect, double } = world;
    double.addToken({ value: 'glpat-former-bot', user: 'former-bot' });
    double.addMember('shop/live', 'former-bot', 'developer');
    await gitlab.createIssue(live.id, draftOf({ title: 'too early' }));
    clock.ms += 1_000;
    const createdAfter = new Date(clock.ms).toISOString();
    await connect('glpat-former-bot').createIssue(live.id, draftOf({ title: 'of another' }));
    for (let number = 0; number < 103; number += 1) {
      clock.ms += 1_000;
      await gitlab.createIssue(live.id, draftOf({ title: `Review ${number}` }));
    }
    const { id: author } = await gitlab.whoAmI();
    const search = { project: live.id, author, createdAfter };
    const found = await gitlab.issuesBy(search);
    expect(found.map((issue) => issue.title)).toEqual(
      Array.from({ length: 103 }, (_, number) => `Review ${number}`),
    );
    expect(found[0]?.description).toContain('## Summary');
  });
});

describe('changing what is there', () => {
  it('adds labels and keeps the others', async () => {
    const { gitlab } = world;
    const made = makeIncident(world);
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
    const made = makeIncident(world);
    await gitlab.addNote(addressOf(made), 'Which severity is it?');
    const said = double.issue(made).notes.filter((note) => !note.system);
    expect(said).toMatchObject([{ author: 'review-bot', body: 'Which severity is it?' }]);
  });

  it('writes a note of ours anew, in its place and as it was sent, and reads it', async () => {
    const { gitlab, double } = world;
    const made = makeIncident(world);
    const { id } = await gitlab.addNote(addressOf(made), 'Which severity is it?');
    const address = { ...addressOf(made), note: id };
    await gitlab.changeNote(address, '**Which** severity is it?\n\n<!-- a mark -->');
    const text = '**Which** severity is it?\n\n<!-- a mark -->';
    expect(await gitlab.note(address)).toMatchObject({ id, body: text, author: { username: 'review-bot' } });
    expect(double.issue(made).notes.filter((note) => !note.system)).toMatchObject([{ id, body: text }]);
  });

  it('says that a note is gone, or on another issue', async () => {
    const { gitlab } = world;
    const [made, other] = [makeIncident(world), makeIncident(world)];
    const { id } = await gitlab.addNote(addressOf(other), 'Which severity is it?');
    const address = { ...addressOf(made), note: id };
    expect((await problemOf(gitlab.changeNote(address, 'x'))).code).toBe('gitlab-not-found');
    expect((await problemOf(gitlab.note(address))).code).toBe('gitlab-not-found');
    world.double.as('noor').deleteComment(id);
    const gone = { ...addressOf(other), note: id };
    expect((await problemOf(gitlab.changeNote(gone, 'x'))).code).toBe('gitlab-not-found');
    expect((await problemOf(gitlab.note(gone))).code).toBe('gitlab-not-found');
  });

  it("does not write over other people's notes", async () => {
    const { gitlab, double } = world;
    const made = makeIncident(world);
    const note = double.as('noor').comment(made, 'It is 2.') ?? 0;
    const problem = await problemOf(gitlab.changeNote({ ...addressOf(made), note }, 'x'));
    expect(problem.code).toBe('gitlab-forbidden');
    expect(double.issue(made).notes).toMatchObject([{ body: 'It is 2.' }]);
  });

  it.each(['502-after', 'drop-after', 'hang-after'] as const)(
    'may have written a note anew after %s, and does not write it once more by itself',
    async (kind) => {
      const { double, gitlab, connect } = world;
      const made = makeIncident(world);
      const { id } = await gitlab.addNote(addressOf(made), 'Which severity is it?');
      double.faults.next({ kind, method: 'PUT' });
      const address = { ...addressOf(made), note: id };
      const problem = await problemOf(connect(botToken, 500).changeNote(address, 'Which?'));
      expect(problems[problem.code].outcome).toBe('unknown');
      expect((await gitlab.note(address)).body).toBe('Which?');
      expect(double.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    },
  );

  it('does not take quick actions for a note', async () => {
    const { gitlab } = world;
    const made = makeIncident(world);
    expect((await problemOf(gitlab.addNote(addressOf(made), '/close'))).code).toBe('gitlab-refused');
  });

  it('links two issues once, from either side', async () => {
    const { gitlab, double, live } = world;
    const made = makeIncident(world);
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
      const made = makeIncident(world);
      double.faults.next({ kind, times: 2 });
      expect((await gitlab.issue(addressOf(made))).id).toBe(made.id);
      expect(double.requests).toHaveLength(3);
    },
  );

  it('is waited for as long as it asks', async () => {
    const { gitlab, double } = world;
    const made = makeIncident(world);
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

describe('after catching up', () => {
  /** What a person called the issue a second ago, as it is shown to us; and what that took. */
  const titleShown = async (issue: MadeIssue): Promise<{ title: string; writes: number }> => {
    const { gitlab, double, clock } = world;
    clock.ms += 60_000;
    double.as('noor').setTitle(issue, `as of ${clock.ms}`);
    clock.ms += 1_000;
    double.forgetRequests();
    await gitlab.catchUp(addressOf(issue));
    const { title } = await gitlab.issue(addressOf(issue));
    const writes = double.requests.filter(({ method }) => method !== 'GET').length;
    return { title: title === `as of ${clock.ms - 1_000}` ? 'the latest' : title, writes };
  };

  it('we are shown what a replica does not have, time and again', async () => {
    const { double } = world;
    const incident = makeIncident(world);
    double.faults.lag(5_000);
    const before = double.issue(incident).notes;
    // It is so already, as GitLab says first; then the other way round.
    expect(await titleShown(incident)).toEqual({ title: 'the latest', writes: 2 });
    expect(await titleShown(incident)).toEqual({ title: 'the latest', writes: 1 });
    expect(await titleShown(incident)).toEqual({ title: 'the latest', writes: 2 });
    expect(double.issue(incident).notes.filter(({ author }) => author === 'review-bot')).toEqual(before);
  });

  it('nothing is written once more where we have just written', async () => {
    const { gitlab, live, clock, double } = world;
    const review = await gitlab.createIssue(live.id, draftOf());
    clock.ms += 14_999;
    double.forgetRequests();
    await gitlab.catchUp({ project: live.id, iid: review.iid });
    expect(double.requests).toEqual([]);
    clock.ms += 1;
    await gitlab.catchUp({ project: live.id, iid: review.iid });
    expect(double.requests).toHaveLength(1);
  });

  it('says that there is no such issue', async () => {
    const problem = await problemOf(world.gitlab.catchUp({ project: world.live.id, iid: 99 }));
    expect(problem.code).toBe('gitlab-not-found');
  });
});
