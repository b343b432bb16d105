import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IntentKind } from '../../src/domain/intents.ts';
import { createCarrier } from '../../src/flows/carry-out.ts';
import type { Deps } from '../../src/flows/deps.ts';
import { handleDeliveries } from '../../src/flows/handle-deliveries.ts';
import { project, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const leaseIsOverMs = 61_000;
/** Whoever takes over what may be written yet waits for so long. */
const certainMs = 120_000;
const dora = () => stage.gitlab.as('dora');
const theReview = () => {
  const [review] = stage.reviews();
  if (!review) throw new Error('there is no review');
  return review;
};
const addressOfReview = () => ({ project, iid: theReview().iid });

/** The last that a process does before it writes. */
type Moment = 'has claimed' | 'has read the row' | 'has read the issue';

/**
 * Another process on the same database, which does what is due until it stalls at one kind of act; resolves when
 * it does. `goOn` wakes it and resolves when it has come to its end.
 */
async function stallAt(kind: IntentKind, moment: Moment): Promise<{ goOn: () => Promise<void> }> {
  const { promise: awake, resolve: wake } = Promise.withResolvers<void>();
  const { promise: stalled, resolve: fallAsleep } = Promise.withResolvers<'stalled'>();
  const { deps } = stage;
  let isAtIt = false;
  const now = async (here: Moment): Promise<void> => {
    if (!isAtIt || here !== moment) return;
    fallAsleep('stalled');
    await awake;
  };
  const stalling: Deps = {
    ...deps,
    within: (fields, work) =>
      deps.within(fields, async () => {
        isAtIt = fields.intent?.startsWith(`${kind}:`) ?? false;
        await now('has claimed');
        return await work();
      }),
    storage: {
      ...deps.storage,
      reviewOf: async (incident) => {
        const row = await deps.storage.reviewOf(incident);
        await now('has read the row');
        return row;
      },
    },
    gitlab: {
      ...deps.gitlab,
      issue: async (address) => {
        const issue = await deps.gitlab.issue(address);
        await now('has read the issue');
        return issue;
      },
    },
  };
  await stage.gitlab.settled();
  await handleDeliveries(deps, 100, async () => undefined);
  const carrier = createCarrier(stalling, 'gitlab', 8, () => undefined);
  while ((await carrier.startDue()) > 0) {
    if ((await Promise.race([stalled, carrier.settled()])) !== 'stalled') continue;
    return {
      goOn: async () => {
        wake();
        await carrier.settled();
      },
    };
  }
  throw new Error(`nothing was due of the kind ${kind}`);
}

/** An incident whose first owner GitLab will not accept. */
function closeWithoutAlice(): void {
  stage.gitlab.removeMember(project, 'alice');
  dora().close(stage.incident());
}

test('a process that stalls before it assigns takes the review from nobody', async () => {
  closeWithoutAlice();
  const other = await stallAt('assign-review', 'has read the issue');
  await stage.after(leaseIsOverMs);
  expect(theReview().assignees).toEqual(['carol']);
  dora().assign(addressOfReview(), ['dora']);
  await other.goOn();
  expect(theReview().assignees).toEqual(['dora']);
});

test('one that stalls before it corrects the text leaves what people wrote meanwhile', async () => {
  closeWithoutAlice();
  const other = await stallAt('correct-review', 'has read the issue');
  await stage.after(leaseIsOverMs);
  dora().editDescription(addressOfReview(), 'What we found out.');
  await other.goOn();
  expect(theReview().description).toBe('What we found out.');
});

test('one that stalls before it links does not link what people have unlinked', async () => {
  const incident = stage.incident();
  dora().close(incident);
  const other = await stallAt('link-review', 'has claimed');
  await stage.after(leaseIsOverMs);
  expect(theReview().linkedTo).toHaveLength(1);
  dora().unlink(addressOfReview(), incident);
  await other.goOn();
  expect(theReview().linkedTo).toEqual([]);
});

test('one that stalls before it hides a review does not hide it when people show it again', async () => {
  const incident = stage.incident();
  dora().close(incident);
  await stage.calm();
  dora().setConfidential(incident, true);
  const other = await stallAt('make-review-confidential', 'has read the row');
  await stage.after(leaseIsOverMs);
  expect(theReview().confidential).toBe(true);
  dora().setConfidential(incident, false);
  await stage.calm();
  dora().setConfidential(addressOfReview(), false);
  await stage.calm();
  await other.goOn();
  expect(theReview().confidential).toBe(false);
});

test.each<[string, IntentKind, { labels?: string[] }, () => number]>([
  ['opens', 'open-review', {}, () => stage.reviews().length],
  ['comments', 'comment-on-incident', { labels: ['incident'] }, () => commentsOf(1)],
])('one that stalls before it %s does not do it a second time', async (_name, kind, draft, count) => {
  dora().close(stage.incident(draft));
  const other = await stallAt(kind, 'has read the row');
  await stage.after(leaseIsOverMs);
  await stage.after(certainMs);
  expect(count()).toBe(1);
  await other.goOn();
  expect(count()).toBe(1);
});

function commentsOf(iid: number): number {
  const path = new RegExp(`/issues/${iid}/notes$`);
  return stage.gitlab.requests.filter((one) => one.method === 'POST' && path.test(one.path)).length;
}
