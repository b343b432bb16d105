import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Storage } from '../../src/ports/storage.ts';
import { anIncident } from '../fakes/facts.ts';
import { type Ground, implementations } from './storage-implementations.ts';
import { aDelivery, anIntent, anOpenReview, aReview, aReviewIssue, at, later } from './storage-values.ts';

describe.each(implementations)('reviews and commits, on $name', ({ prepare }) => {
  let ground: Ground;
  let storage: Storage;
  beforeEach(async () => {
    ground = await prepare();
    storage = await ground.open();
    await storage.migrate();
  });
  afterEach(async () => {
    await ground.remove();
  });

  const incident = { project: 7, issue: 700 };

  it('gives a review back as it was, one version on', async () => {
    const review = anOpenReview(700, {
      waiver: { since: at(0), by: null, reason: 'a drill', reasonBy: 'bob' },
      keyInformation: {
        customersAffected: {
          value: 'Roughly 40 shops',
          source: 'the words of the description',
          confidence: 'stated',
          where: { note: null, line: 7 },
        },
        requestsAffected: null,
        others: [
          { about: 'end', says: '10:01 (no time zone)', source: 'a comment', where: { note: 5, line: 1 } },
        ],
        doubts: [{ code: 'zone-missing', message: 'no time zone is named' }],
        severity: { value: 1, source: 'label "S1"', confidence: 'stated' },
        start: null,
        end: { value: at(3), source: 'when the incident was closed', confidence: 'fallback' },
        durationMinutes: null,
      },
      reachedAt: at(2),
      hidden: true,
      plannedOwner: 'Alice',
      checklist: {
        dueFor: at(4),
        said: { verdicts: { title: 'met' }, changes: [{ id: 'title', from: null, to: 'met' }] },
        met: ['title'],
        comment: { note: 3_000_000_001, text: null, written: 'a1', isTheirs: true },
        details: { hash: 'b0', editedAt: null, seenAt: at(0) },
        lastCommentAt: at(1),
        severityAgreed: 2,
        undoneClosingAt: at(3),
      },
    });
    expect(await storage.reviewOf(incident)).toBeNull();
    expect(await storage.commit({ at: at(0), review })).toBe('committed');
    expect(await storage.reviewOf(incident)).toEqual({ ...review, version: 1 });
    const changed = { ...review, version: 1, because: 'it was closed again', generation: 2 };
    expect(await storage.commit({ at: at(1), review: changed })).toBe('committed');
    expect(await storage.reviewOf(incident)).toEqual({ ...changed, version: 2 });
  });

  it('writes nothing of a commit whose review was changed meanwhile', async () => {
    await storage.storeDelivery(aDelivery('a'));
    await storage.commit({ at: at(0), review: aReview(), intents: [anIntent('first')] });
    await storage.commit({ at: at(0), review: aReview({ version: 1, because: 'the faster one' }) });
    const [claimed] = await storage.claimIntents('gitlab', 1, at(1), 60_000);
    const late = {
      at: at(2),
      intents: [anIntent('late')],
      delivery: { id: 'a', outcome: 'done' as const, reason: null },
      intent: { id: claimed?.id ?? 0, outcome: { status: 'done' as const, note: null } },
    };
    for (const version of [0, 1, 3]) {
      expect(await storage.commit({ ...late, review: aReview({ version }) })).toBe('conflict');
    }
    expect((await storage.reviewOf(incident))?.because).toBe('the faster one');
    expect(await storage.history(5)).toEqual([]);
    expect(await storage.depth()).toMatchObject({ deliveries: 1, intents: 1 });
  });

  it('lets one of two writers win that read the same version, also when they share a transaction', async () => {
    const other = await ground.open();
    await storage.commit({ at: at(0), review: aReview() });
    const write = (to: Storage, because: string) =>
      to.commit({ at: at(1), review: aReview({ version: 1, because }), intents: [anIntent(because)] });
    const answers = await Promise.all([
      write(storage, 'one'),
      write(storage, 'two'),
      write(other, 'three'),
      write(other, 'four'),
    ]);
    expect(answers.toSorted()).toEqual(['committed', 'conflict', 'conflict', 'conflict']);
    const intents = await storage.claimIntents('gitlab', 9, at(2), 60_000);
    expect(intents.map(({ key }) => key)).toEqual([(await storage.reviewOf(incident))?.because]);
  });

  it('makes one row of an incident that two writers meet for the first time', async () => {
    const other = await ground.open();
    const answers = await Promise.all(
      [storage, other, storage].map((one) => one.commit({ at: at(0), review: aReview() })),
    );
    expect(answers.toSorted()).toEqual(['committed', 'conflict', 'conflict']);
    expect(await storage.reviews(5)).toHaveLength(1);
  });

  it('writes review, intents and the end of the delivery together', async () => {
    await storage.storeDelivery(aDelivery('a'));
    const review = aReview({ standing: 'wanted' });
    const delivery = { id: 'a', outcome: 'done' as const, reason: 'a review is wanted' };
    await storage.commit({ at: at(1), review, intents: [anIntent('x'), anIntent('y')], delivery });
    expect(await storage.nextDeliveries(5, later())).toEqual([]);
    expect((await storage.claimIntents('gitlab', 5, at(1), 1_000)).map(({ key }) => key)).toEqual(['x', 'y']);
    expect(await storage.history(5)).toMatchObject([{ at: at(1), key: 'a', detail: 'a review is wanted' }]);
  });

  it('writes nothing when a part of the commit is a bug, and the others that came with it all the same', async () => {
    const bad = storage.commit({
      at: at(0),
      review: aReview(),
      intents: [anIntent('bad')],
      delivery: { id: 'nobody', outcome: 'done', reason: null },
    });
    const good = [
      storage.storeDelivery(aDelivery('a')),
      storage.commit({ at: at(0), intents: [anIntent('good')] }),
      storage.setFact('bot-users', '4'),
    ];
    await expect(bad).rejects.toThrow('No delivery has the id nobody');
    expect(await Promise.all(good)).toEqual(['stored', 'committed', undefined]);
    expect(await storage.reviewOf(incident)).toBeNull();
    expect(await storage.claimIntents('gitlab', 5, at(1), 1_000)).toMatchObject([{ key: 'good' }]);
  });

  it('refuses a document that is not what its type says, before anything is written', async () => {
    const broken = { ...aReview(), standing: 'lost' as 'open' };
    await expect(storage.commit({ at: at(0), review: broken })).rejects.toThrow('standing');
    expect(await storage.reviews(5)).toEqual([]);
  });

  it('does not keep what a value carries beyond its type', async () => {
    const snapshot = { ...anIncident(), description: 'what customers wrote' };
    await storage.commit({ at: at(0), review: aReview({ snapshot }) });
    expect((await storage.reviewOf(incident))?.snapshot).toEqual(anIncident());
  });

  it('finds a review by its own issue, where it lies now', async () => {
    await storage.commit({ at: at(0), review: anOpenReview(700) });
    expect((await storage.reviewByIssue(8, 3_000_000_700))?.incident.issue).toBe(700);
    expect(await storage.reviewByIssue(9, 3_000_000_700)).toBeNull();
    expect(await storage.reviewByIssue(8, 700)).toBeNull();
    const moved = anOpenReview(700, { version: 1, issue: aReviewIssue({ project: 9, id: 77 }) });
    await storage.commit({ at: at(1), review: moved });
    expect((await storage.reviewByIssue(9, 77))?.incident.issue).toBe(700);
    expect(await storage.reviewByIssue(8, 3_000_000_700)).toBeNull();
  });

  it('finds the row of an incident that was moved by the id that it has now', async () => {
    await storage.commit({ at: at(0), review: aReview() });
    expect(await storage.reviewByMovedIncident(5_000_000_001)).toBeNull();
    await storage.commit({ at: at(1), review: aReview({ version: 1, movedIncident: 5_000_000_001 }) });
    expect((await storage.reviewByMovedIncident(5_000_000_001))?.incident).toEqual(aReview().incident);
    expect(await storage.reviewByMovedIncident(700)).toBeNull();
  });

  it('lists reviews, the newest incident first', async () => {
    const created = { 701: at(20), 702: at(30), 703: at(10) };
    for (const [issue, createdAt] of Object.entries(created)) {
      const review = anOpenReview(Number(issue), { snapshot: anIncident({ createdAt }) });
      await storage.commit({ at: at(40), review });
    }
    const newest = async (limit: number) =>
      (await storage.reviews(limit)).map(({ incident: { issue } }) => issue);
    expect(await newest(5)).toEqual([702, 701, 703]);
    expect(await newest(2)).toEqual([702, 701]);
  });

  it('counts the open reviews of each assignee, whatever the case of the name', async () => {
    const assignees = [['Alice', 'carol'], ['alice', 'ALICE'], ['bob'], []];
    for (const [index, names] of assignees.entries()) {
      const issue = aReviewIssue({ assignees: names });
      await storage.commit({ at: at(0), review: anOpenReview(index + 1, { issue }) });
    }
    expect(await storage.openReviewsByAssignee()).toEqual(
      new Map([
        ['alice', 2],
        ['bob', 1],
        ['carol', 1],
      ]),
    );
    await storage.commit({ at: at(1), review: anOpenReview(1, { version: 1, standing: 'closed' }) });
    const handedOver = aReviewIssue({ assignees: ['dora'] });
    await storage.commit({ at: at(1), review: anOpenReview(3, { version: 1, issue: handedOver }) });
    expect(Object.fromEntries(await storage.openReviewsByAssignee())).toEqual({ alice: 1, dora: 1 });
  });

  it('counts a review for its planned owner while it is being opened, and then for who has it', async () => {
    const counts = async () => Object.fromEntries(await storage.openReviewsByAssignee());
    const planned = { standing: 'wanted' as const, plannedOwner: 'Alice' };
    await storage.commit({ at: at(0), review: aReview(planned) });
    await storage.commit({ at: at(0), review: anOpenReview(701) });
    const nobody = { ...planned, incident: { project: 7, issue: 702, iid: 702 }, plannedOwner: null };
    await storage.commit({ at: at(0), review: aReview(nobody) });
    expect(await counts()).toEqual({ alice: 2 });
    const other = aReviewIssue({ id: 5, assignees: ['bob'] });
    const opened = { plannedOwner: 'Alice', version: 1 };
    await storage.commit({ at: at(1), review: anOpenReview(700, { ...opened, issue: other }) });
    expect(await counts()).toEqual({ alice: 1, bob: 1 });
  });

  it.each(['watching', 'closed', 'deleted', 'waived'] as const)(
    'counts a review that is %s for nobody, whoever was planned',
    async (standing) => {
      const wanted = anOpenReview(700, { standing: 'wanted', plannedOwner: 'alice' });
      await storage.commit({ at: at(0), review: wanted });
      await storage.commit({ at: at(1), review: { ...wanted, standing, version: 1 } });
      expect(await storage.openReviewsByAssignee()).toEqual(new Map());
    },
  );

  it('counts open reviews, and as overdue those whose day has passed', async () => {
    const due = ['2026-03-08', '2026-03-09', '2026-03-10', null];
    for (const [index, dueDate] of due.entries()) {
      const issue = aReviewIssue({ dueDate });
      await storage.commit({ at: at(0), review: anOpenReview(index + 1, { issue }) });
    }
    await storage.commit({ at: at(0), review: aReview() });
    await storage.commit({ at: at(0), review: anOpenReview(9, { standing: 'closed' }) });
    expect(await storage.countReviews('2026-03-09')).toEqual({ open: 4, overdue: 1 });
    expect(await storage.countReviews('2026-03-10')).toEqual({ open: 4, overdue: 2 });
  });
});
