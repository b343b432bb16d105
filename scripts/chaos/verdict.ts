import { readFile } from 'node:fs/promises';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import type { ParkedItem } from '../../src/ports/storage.ts';
import { searchStorage } from '../../tests/leaks/kept.ts';
import type { Watch } from '../../tests/leaks/watch.ts';
import type { Closures } from './storm.ts';
import type { World } from './world.ts';

export type Verdict = {
  closures: number;
  reviews: number;
  announced: number;
  retracted: number;
  /** Became confidential after a channel had shown what was told of them. */
  turnedAfterTold: number;
  unknown: number;
  notAnnounced: number;
  parked: ParkedItem[];
  /** What must not be, each a sentence. */
  faults: string[];
};

/** Deliveries and intents that are not ended; read beside the running service. */
export async function unfinished({ database }: World): Promise<number> {
  const storage = await openStorage({ url: database });
  try {
    const { deliveries, intents } = await storage.depth();
    return deliveries + intents;
  } finally {
    await storage.close();
  }
}

/**
 * Exactly one review for each closure that needs one, no announcement twice, nothing secret in a channel or in
 * what the service left behind.
 */
export async function judge(
  world: World,
  { needed, notNeeded, turned }: Closures,
  watch: Watch,
): Promise<Verdict> {
  const faults: string[] = [];
  const issues = world.gitlab.snapshot().projects.flatMap((one) => one.issues);
  const reviewsOf = (title: string) => issues.filter((one) => one.title === `Incident Review: ${title}`);
  for (const made of needed) {
    const { iid, title, confidential } = world.gitlab.issue(made);
    const reviews = reviewsOf(title);
    if (reviews.length !== 1) faults.push(`incident #${iid} has ${reviews.length} reviews`);
    if (confidential && reviews.some((review) => !review.confidential)) {
      faults.push(`the review of the confidential incident #${iid} is open to all`);
    }
  }
  for (const made of notNeeded) {
    const { iid, title } = world.gitlab.issue(made);
    if (reviewsOf(title).length > 0) faults.push(`incident #${iid} needs no review and has one`);
  }
  judgeSlack(world, faults);
  const storage = await openStorage({ url: world.database });
  const [parked, rows] = [await storage.parked(), await storage.reviews(needed.length + notNeeded.length)];
  await searchStorage(storage, watch);
  await storage.close();
  const output = await readFile(world.output, 'utf8');
  for (const line of new Set(output.split('\n'))) watch.kept('output', line);
  faults.push(...watch.leaks());
  for (const { id, problem, detail } of parked) {
    if (problem === 'bug' || detail === '') faults.push(`${id} is parked as ${problem}: ${detail}`);
  }
  const count = (outcome: string) => rows.filter((row) => row.announcement?.outcome === outcome).length;
  for (const { incident, announcement, issue } of rows) {
    const waits = parked.some(({ key }) =>
      key.startsWith(`announce-review:${incident.project}:${incident.issue}:`),
    );
    if (issue && announcement === null && !waits)
      faults.push(`incident #${incident.iid} was never announced, and nothing says why`);
  }
  for (const { iid, id } of turned) {
    const row = rows.find(({ incident }) => incident.issue === id);
    const waits = parked.some(({ key }) => key.startsWith('retract-messages:') && key.includes(`:${id}:`));
    if (row?.announcement?.outcome !== 'retracted' && !waits)
      faults.push(`incident #${iid} became confidential after it was told of, and nothing was taken back`);
  }
  if (turned.length === 0)
    faults.push('no incident became confidential after it was told of: too few closures');
  return {
    closures: needed.length,
    reviews: issues.filter(({ title }) => title.startsWith('Incident Review:')).length,
    announced: count('announced'),
    retracted: count('retracted'),
    turnedAfterTold: turned.length,
    unknown: count('unknown'),
    notAnnounced: count('not-announced'),
    parked,
    faults,
  };
}

function judgeSlack({ slack, posted }: World, faults: string[]): void {
  const { channels } = slack.snapshot();
  const keys = [...posted.values()];
  for (const key of new Set(keys)) {
    const times = keys.filter((one) => one === key).length;
    if (times > 1) faults.push(`${key} was said ${times} times`);
  }
  for (const { name, messages: said } of channels) {
    for (const { text } of said)
      if (text.includes('Secret trouble')) faults.push(`#${name} shows a secret: ${text}`);
  }
}
