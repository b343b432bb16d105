import { afterEach, expect, test } from 'vitest';
import { appEventNames } from '../../../src/domain/app-event-names.ts';
import type { Review } from '../../../src/domain/review.ts';
import { findKnown } from '../../../src/flows/find-rows.ts';
import { snapshotOf } from '../../../src/flows/intents/snapshot.ts';
import type { Stage } from '../stage.ts';
import { setStage } from '../stage.ts';
import { decided, type Later, laterEvents } from './later.ts';
import { live, livedPolicy } from './lived.ts';

let stage: Stage;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  stage.slack.assertNothingUnforeseen();
  await stage.close();
});

const hour = 3_600_000;
const told: string[] = [];
const ear = {
  name: 'ear',
  hears: [...appEventNames],
  tell: async ({ id }: { id: string }) => void told.push(id),
};

/** Of an incident that was moved, the row that counts. */
async function rows(): Promise<Review[]> {
  const found: Review[] = [];
  for await (const row of stage.storage.allReviews()) {
    const event = { kind: 'issue.changed', issue: row.snapshot, before: {}, by: null } as const;
    const known = await findKnown(event, stage.deps);
    if (known?.review.incident.issue === row.incident.issue) found.push(row);
  }
  return found;
}

const addressOf = ({ project, iid }: { project: number; iid: number }) => ({ project, iid });

/** What may happen to each of the rows. */
async function laterOn(before: Review[], now: string): Promise<Later[]> {
  const later: Later[] = [];
  for (const row of before) {
    const review = row.issue && snapshotOf(await stage.deps.gitlab.issue(addressOf(row.issue)));
    later.push(...laterEvents(row, review, now));
  }
  return later;
}

async function decideAll(later: Later[], now: string): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const one of later) all[one.what] = await decided(one, stage.deps, now);
  return all;
}

/** What was new, and where the announcement stands, is lost with the database: the comment says the rest as before. */
const withoutLost = (body: string) =>
  body
    .replace(/\n\nNew since the last time: .*/, '')
    .replace(/(?<=\n- \*\*The announcement in Slack\.\*\* ).*/, '…')
    .replace(/(?<="text":")[^"]*/, '…');

/** What the comment on a review says follows its incident: that it is the one comment stands in its mark. */
const withoutVerdicts = (all: string[]) =>
  all.map((body) => /<!-- .*"topic":"guidelines".*/.exec(body)?.[0] ?? body).toSorted();

/** All that Slack shows, and all that the bot wrote on incidents. */
function said(): string[] {
  const { channels, directs } = stage.slack.snapshot();
  const messages = [...channels, ...directs].flatMap((place) => place.messages.map(({ text }) => text));
  const notes = stage.gitlab
    .snapshot()
    .projects.flatMap(({ issues }) => issues)
    .flatMap(({ notes: all }) => all)
    .filter(({ author, system }) => author === 'incident-review-bot' && !system)
    .map(({ body }) => withoutLost(body));
  return [...messages.filter((text) => !text.includes('has joined')), ...notes].toSorted();
}

const marks = () =>
  stage.gitlab
    .snapshot()
    .projects.flatMap(({ issues }) => issues)
    .filter(
      ({ description, movedTo }) => movedTo === null && description.includes('<!-- incident-review-bot {'),
    )
    .map(({ projectPath, iid }) => `${projectPath}#${iid}`);

test('a database that was lost and rebuilt decides what the old one would have decided', async () => {
  stage = await setStage({ slack: true, policy: livedPolicy, apps: [ear] });
  await live(stage);
  const before = await rows();
  expect(before.length).toBeGreaterThan(30);
  const now = new Date(Date.parse(stage.clock.now()) + hour).toISOString();
  const [saidBefore, marksBefore, toldBefore] = [said(), marks(), told.length];

  const later = await laterOn(before, now);
  expect(later.length).toBeGreaterThan(500);
  const old = await decideAll(later, now);

  await stage.restart({ fresh: true });
  expect(await stage.rebuild()).toMatchObject({ outcome: 'done', unread: [], duplicates: [], problems: [] });
  await stage.restart();
  await stage.after(hour);

  // Nothing is opened, announced, asked or told again.
  expect(marks()).toEqual(marksBefore);
  expect(said()).toEqual(saidBefore);
  expect(told.length).toBe(toldBefore);

  const anew = await decideAll(later, now);
  expect(anew).toEqual(old);

  // The same played for real, to everything that was settled before.
  const dora = stage.gitlab.as('dora');
  const settled = before.filter(({ standing }) => standing !== 'watching');
  const toAll = async (act: (incident: { project: number; iid: number }, title: string) => void) => {
    for (const { snapshot } of settled) {
      act({ project: snapshot.project.id, iid: snapshot.iid }, snapshot.title);
    }
    await stage.after(60_000);
  };
  await toAll((incident, title) => dora.setTitle(incident, `${title}, once more`));
  await toAll((incident) => dora.reopen(incident));
  await toAll((incident) => dora.close(incident));
  await stage.reconcile();
  await stage.after(hour);
  expect(marks()).toEqual(marksBefore);
  expect(withoutVerdicts(said())).toEqual(withoutVerdicts(saidBefore));
  expect(await stage.storage.parked()).toEqual([]);
}, 600_000);
