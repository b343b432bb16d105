import { afterEach, expect, test } from 'vitest';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
const begin = async (options: StageOptions = {}) => {
  stage = await setStage(options);
};
afterEach(() => stage.close());

const minute = 60_000;
const dora = () => stage.gitlab.as('dora');
const written = () =>
  stage.gitlab
    .snapshot()
    .projects.flatMap(({ issues }) => issues)
    .filter(({ author }) => author === 'incident-review-bot');

async function closeAgain(incident: { project: number; iid: number }): Promise<void> {
  dora().reopen(incident);
  await stage.after(minute);
  dora().close(incident);
  await stage.after(minute);
}

test.each(['maintainer', 'guest'] as const)(
  'a review that has another title and no label is found again by its mark, as %s',
  async (role) => {
    await begin({ role });
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    const review = { project, iid: written()[0]?.iid ?? 0 };
    dora().setTitle(review, 'Post-mortem: runners');
    dora().setLabels(review, ['post-mortem']);
    await stage.after(minute);
    await stage.restart({ fresh: true });
    await closeAgain(incident);
    expect(written()).toHaveLength(1);
  },
);

test('who set no severity is asked once, and that costs one look', async () => {
  await begin();
  const incident = stage.incident({ labels: ['incident'] });
  dora().close(incident);
  await stage.calm();
  await stage.restart({ fresh: true });
  await stage.after(minute);
  const before = stage.gitlab.requests.length;
  await closeAgain(incident);
  const notes = stage.gitlab.issue(incident).notes.filter(({ system }) => !system);
  expect(notes).toHaveLength(1);
  const asked = stage.gitlab.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
  expect(asked).toEqual([expect.stringMatching(/^GET .*\/issues\/1\/notes/)]);
});

test('its reviews are known again, and become as confidential as their incidents', async () => {
  await begin();
  await stage.reconcile();
  const [open, closed] = [stage.incident({ title: 'Keys leaked' }), stage.incident({ title: 'Disks full' })];
  for (const incident of [open, closed]) dora().close(incident);
  await stage.after(minute);
  dora().close({ project, iid: written()[1]?.iid ?? 0 });
  await stage.after(30 * minute);
  await stage.restart({ fresh: true });
  await stage.reconcile();
  for (const incident of [open, closed]) dora().setConfidential(incident, true);
  await stage.after(minute);
  expect(written().map(({ confidential }) => confidential)).toEqual([true, true]);
});

test.each([
  ['after', true],
  ['before', false],
])(
  'a message that nobody can find any more is said when its incident turns confidential %s the look',
  async (_, after) => {
    await begin({ slack: true });
    await stage.reconcile();
    const incident = stage.incident();
    dora().close(incident);
    await stage.after(minute);
    await stage.restart({ fresh: true });
    if (after) await stage.reconcile();
    dora().setConfidential(incident, true);
    await stage.after(minute);
    await stage.reconcile();
    expect(written()[0]?.confidential).toBe(true);
    expect(await stage.storage.parked()).toMatchObject([
      { what: 'retract-messages', detail: expect.stringContaining('before the database was lost') },
    ]);
  },
);
