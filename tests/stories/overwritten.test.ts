import { afterEach, expect, test, vi } from 'vitest';
import { chanceOf } from '../flows/model/editing/chance.ts';
import { act, newMemory } from '../flows/model/editing/person.ts';
import { project, type Stage, setStage } from './stage.ts';

/** As long as it may take on a slow machine, and then some. */
const patienceMs = 600_000;

let stage: Stage;
let iid: number;
const rounds = 40;
const text = () => stage.reviews()[0]?.description ?? '';

afterEach(async () => {
  vi.restoreAllMocks();
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

/** A review whose incident tells another start again and again. */
async function begin(): Promise<void> {
  stage = await setStage();
  const incident = stage.incident({ description: 'Start Time: 2024-10-31 04:00 UTC' });
  iid = incident.iid + 1;
  stage.gitlab.as('dora').close(incident);
  await stage.calm();
  await stage.after(60_000);
}

async function startIs(time: string): Promise<void> {
  stage.gitlab.as('dora').editDescription({ project, iid: iid - 1 }, `Start Time: 2024-10-31 ${time} UTC`);
  await stage.calm();
  await stage.after(10_000);
}

/** Directly before our write goes to GitLab, a person saves. */
function beforeOurWrite(edit: (text: string) => string): void {
  const { gitlab } = stage.deps;
  const { changeIssue } = gitlab;
  vi.spyOn(gitlab, 'changeIssue').mockImplementationOnce(async (address, change) => {
    stage.gitlab.as('alice').editDescription(address, edit(text()));
    return await changeIssue(address, change);
  });
}

test('what was written in the moment of our write comes back with its echo, and our value stays', async () => {
  await begin();
  beforeOurWrite((before) => before.replace('## Details\n', '## Details\n\nA disk was full.\n'));
  await startIs('04:18');
  expect(text()).toContain('| Start Time | 2024-10-31 04:18 UTC |');
  expect(text()).toContain('A disk was full.');
  await startIs('04:19');
  expect(text()).toContain('| Start Time | 2024-10-31 04:19 UTC |');
});

test('a cell that a person answers in that moment is theirs, now and later', async () => {
  await begin();
  beforeOurWrite((before) => before.replace(/^\| Start Time \| .* \|$/m, '| Start Time | about four |'));
  await startIs('04:18');
  expect(text()).toContain('| Start Time | about four |');
  await startIs('04:19');
  expect(text()).toContain('| Start Time | about four |');
});

test('an echo that comes twice brings nothing back twice, also what a person took away again', async () => {
  await begin();
  stage.gitlab.faults.nextWebhook({ kind: 'duplicated', times: 20 });
  beforeOurWrite((before) => before.replace('## Details\n', '## Details\n\nA disk was full.\n'));
  await startIs('04:18');
  expect(text().split('A disk was full.')).toHaveLength(2);
  stage.gitlab.as('alice').editDescription({ project, iid }, text().replace('A disk was full.\n', ''));
  await startIs('04:19');
  expect(text()).not.toContain('A disk was full.');
});

test('what we wrote over nobody is written once', async () => {
  await begin();
  stage.gitlab.forgetRequests();
  await startIs('04:18');
  await stage.after(60_000);
  expect(stage.gitlab.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
});

const restored = async () =>
  (await stage.storage.history(10_000)).filter(({ detail }) => detail?.includes('is restored')).length;

test.each([1, 2, 3, 4, 5])(
  'GitLab itself, with webhooks in any order, loses nothing either (%i)',
  async (seed) => {
    await begin();
    const chance = chanceOf(seed);
    const memory = newMemory();
    const edit = (before: string) => act(before, chance, memory);
    stage.gitlab.faults.lag(5_000);
    for (let round = 0; round < rounds; round += 1) {
      const kind = chance.one(['delayed', 'duplicated', 'reordered'] as const) ?? 'delayed';
      stage.gitlab.faults.nextWebhook({ kind, times: chance.upTo(4) });
      if (chance.happens(70)) beforeOurWrite(edit);
      if (chance.happens(30)) stage.gitlab.as('alice').editDescription({ project, iid }, edit(text()));
      await startIs(`04:${String(10 + round).padStart(2, '0')}`);
    }
    stage.gitlab.faults.clear();
    await stage.after(60_000);
    const lost = [...memory.alive].filter((word) => !text().includes(word));
    expect([lost, memory.told]).toEqual([[], memory.told]);
    expect(await restored()).toBeGreaterThan(0);
  },
  patienceMs,
);
