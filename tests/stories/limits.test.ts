import { afterEach, expect, test } from 'vitest';
import { many } from './many.ts';
import { type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const hour = 3_600_000;
const unlimited = { requests: null, newIssues: null, newNotes: null };

const begin = async (
  limits: Partial<typeof unlimited | { [name: string]: number }>,
  options: StageOptions = {},
) => {
  stage = await setStage({ ...options, gitlab: { limits: { ...unlimited, ...limits } } });
};
const dora = () => stage.gitlab.as('dora');
const requests = (method: string, path: RegExp) =>
  stage.gitlab.requests.filter((one) => one.method === method && path.test(one.path));
const refused = () => stage.gitlab.requests.filter(({ status }) => status === 429);
const posts = () => requests('POST', /\/issues$/);

async function closeMany(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) dora().close(stage.incident({ title: `Incident ${n}` }));
  await stage.calm();
}

/** Lets time pass in steps until as many reviews are open, and says how many seconds that took. */
async function secondsUntil(reviews: number, mostSeconds: number, step = 5): Promise<number> {
  let seconds = 0;
  for (; stage.reviews().length < reviews && seconds < mostSeconds; seconds += step) {
    await stage.after(step * 1_000);
  }
  return seconds;
}

test(`${many} closures at once drain as fast as GitLab.com would let them`, async () => {
  await begin({ requests: 2_000, newIssues: 200, newNotes: 60 });
  await closeMany(many);
  expect(stage.reviews().length).toBeLessThan(250);
  // 200 new issues a minute, of which a tenth is left to others: five minutes and a half for a thousand.
  expect(await secondsUntil(many, 900)).toBeLessThan((many / 180) * 60 + 12);
  await stage.after(60_000);
  expect(stage.reviews().every(({ linkedTo }) => linkedTo.length === 1)).toBe(true);
  // Nobody had told us of the limit on new issues; it was found out once, by all that were under way.
  expect(refused().length).toBeLessThanOrEqual(12);
  // Six each, and most incidents are read once more when their turn comes: they may be confidential by now. Four more
  // for the times of those that had not to wait; all others are asked for theirs with the first look at them.
  expect(stage.gitlab.requests.length).toBeLessThan(8_300);
  expect(await stage.storage.parked()).toEqual([]);
}, 180_000);

test('the limit that GitLab tells of is never run into', async () => {
  await begin({ requests: 300 });
  await closeMany(120);
  expect(stage.reviews().length).toBeLessThan(80);
  // Five requests each, at nine tenths of what is allowed: two minutes and a half.
  expect(await secondsUntil(120, 400)).toBeLessThan(181);
  expect(refused()).toEqual([]);
  expect(stage.reviews().every(({ linkedTo }) => linkedTo.length <= 1)).toBe(true);
  await stage.after(120_000);
  expect(stage.reviews().every(({ linkedTo }) => linkedTo.length === 1)).toBe(true);
  expect(await stage.storage.parked()).toEqual([]);
}, 180_000);

test('a limit that GitLab does not tell of is found out at the price of a few refusals', async () => {
  await begin({ newIssues: 20 });
  await closeMany(120);
  expect(await secondsUntil(120, 1_800)).toBeLessThan(1_500);
  expect(refused().length).toBeLessThan(30);
  expect(posts().length - refused().length).toBe(120);
  expect(await stage.storage.parked()).toEqual([]);
}, 180_000);

test('what waits for a limit is not looked for in GitLab when its turn comes', async () => {
  await begin({ newIssues: 60 });
  await closeMany(100);
  await secondsUntil(100, 600);
  // One search by `gather-facts` for each, and one more for each opening that GitLab itself refused at most.
  expect(requests('GET', /\/projects\/\d+\/issues$/).length).toBeLessThanOrEqual(100 + refused().length);
}, 180_000);

test('an incident that becomes confidential overtakes 500 that wait', async () => {
  await begin({ requests: 200 });
  const incident = stage.incident();
  dora().close(incident);
  await stage.calm();
  const [review] = stage.reviews();
  if (!review) throw new Error('no review');
  await stage.after(60_000);
  await closeMany(500);
  expect(stage.reviews().length).toBeLessThan(100);
  dora().setConfidential(incident, true);
  await stage.calm();
  expect(stage.gitlab.issue(review).confidential).toBe(true);
  expect(refused()).toEqual([]);
}, 180_000);

test('a review that is moved to where more people can read it overtakes them too', async () => {
  await begin({ requests: 200 });
  const members = { 'incident-review-bot': 'maintainer', dora: 'developer' } as const;
  stage.gitlab.addProject({ path: 'acme/public', visibility: 'public', members });
  dora().close(stage.incident());
  await stage.calm();
  const [review] = stage.reviews();
  if (!review) throw new Error('no review');
  await stage.after(60_000);
  await closeMany(100);
  dora().move(review, 'acme/public');
  await stage.calm();
  const moved = stage.reviews().filter(({ projectPath }) => projectPath === 'acme/public');
  expect(moved).toMatchObject([{ confidential: true }]);
  expect(refused()).toEqual([]);
});

test('down for a day: all is caught up, the urgent first, and within the limits', async () => {
  await begin({ requests: 2_000 });
  const early = Array.from({ length: 3 }, () => stage.incident({ title: 'Leaks soon' }));
  for (const incident of early) dora().close(incident);
  await stage.calm();
  expect(stage.reviews()).toHaveLength(3);

  stage.gitlab.faults.next({ kind: '502-before', times: Number.POSITIVE_INFINITY });
  await closeMany(300);
  for (const incident of early) dora().setConfidential(incident, true);
  for (let hours = 0; hours < 24; hours += 4) await stage.after(4 * hour);
  expect(stage.reviews()).toHaveLength(3);

  stage.gitlab.faults.clear();
  stage.gitlab.forgetRequests();
  // The longest wait between two tries.
  await stage.after(10 * 60_000);
  const order = stage.gitlab.requests.map(({ method, path }) => `${method} ${path.replace(/\d+/g, 'n')}`);
  const first = order.indexOf('POST /api/vn/projects/n/issues');
  const hidden = order.lastIndexOf('PUT /api/vn/projects/n/issues/n');
  expect(hidden).toBeGreaterThanOrEqual(0);
  expect(hidden).toBeLessThan(first);
  // Each review is judged as well, before the last ones may be tried again: that takes another minute of what is allowed.
  expect(await secondsUntil(303, 300)).toBeLessThanOrEqual(120);
  await stage.after(60_000);
  expect(refused()).toEqual([]);
  expect(stage.reviews().filter(({ confidential }) => confidential)).toHaveLength(3);
  expect(stage.reviews().every(({ linkedTo }) => linkedTo.length === 1)).toBe(true);
  expect(await stage.storage.parked()).toEqual([]);
}, 180_000);
