import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '../../src/domain/problems.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { project, type Stage, setStage } from './stage.ts';

const minute = 60_000;
const places = 2;

const acts = [
  'close',
  'hide',
  'move',
  'waive',
  'request',
  'show the review',
  'restart',
  'reconcile',
  'go on',
  'lose',
  'delay',
  'repeat',
  'reorder',
  'lag',
  'fail',
] as const;
type Act = { what: (typeof acts)[number]; which: number };

const act: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom(...acts),
  which: fc.nat({ max: places - 1 }),
});

type World = { stage: Stage; incidents: MadeIssue[]; moved: Set<number> };

/** Whatever people do and GitLab fails to tell, in the end each incident has what its state asks for, once. */
test('people, GitLab and the network do what they like', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 25, maxLength: 35 }), async (story) => {
      const world = await begin();
      try {
        for (const one of story) await perform(one, world);
        await comeToRest(world.stage);
        expect(await wrongs(world)).toEqual([]);
      } finally {
        await world.stage.close();
      }
    }),
    { seed: 20241031, numRuns: 4 },
  );
}, 120_000);

async function begin(): Promise<World> {
  const policy = 'gitlab: { projects: [{ incidents: acme/production }, { incidents: acme/api }] }';
  const stage = await setStage({ slack: true, policy });
  const members = { dora: 'maintainer', 'incident-review-bot': 'maintainer' } as const;
  stage.gitlab.addProject({ path: 'acme/api', members });
  stage.gitlab.addMember(project, 'dora', 'maintainer');
  stage.gitlab.addHook('acme/api', { url: stage.doorUrl, token: stage.webhookToken });
  await stage.restart();
  await stage.reconcile();
  const incidents = Array.from({ length: places }, (_, n) => stage.incident({ title: titleOf(n) }));
  await stage.calm();
  return { stage, incidents, moved: new Set() };
}

const titleOf = (n: number): string => `Runners of region ${n} answer 500`;

async function perform({ what, which }: Act, { stage, incidents, moved }: World): Promise<void> {
  const { gitlab } = stage;
  const dora = gitlab.as('dora');
  const incident = incidents[which];
  if (!incident) return;
  const shown = gitlab.issue(incident);
  const toggle = (label: string) =>
    shown.labels.includes(label) ? dora.removeLabels(incident, [label]) : dora.addLabels(incident, [label]);
  switch (what) {
    case 'close':
      return shown.state === 'opened' ? dora.close(incident) : dora.reopen(incident);
    case 'hide':
      return dora.setConfidential(incident, !shown.confidential);
    case 'move':
      if (!moved.has(which)) incidents[which] = dora.move(incident, 'acme/api');
      moved.add(which);
      return;
    case 'waive':
      return toggle('review-not-needed');
    case 'request':
      return toggle('review-requested');
    case 'show the review': {
      const [review] = stage.reviews();
      return review && dora.setConfidential({ project: review.projectPath, iid: review.iid }, false);
    }
    case 'restart':
      // GitLab may be away at that moment; the service starts all the same.
      return await stage.restart().catch(unlessItIsGitLab);
    case 'reconcile':
      await stage.reconcile();
      return;
    case 'go on':
      return await stage.after(minute);
    case 'lose':
      return gitlab.faults.nextWebhook({ kind: 'lost', times: 1 });
    case 'delay':
      return gitlab.faults.nextWebhook({ kind: 'delayed', times: 1 });
    case 'repeat':
      return gitlab.faults.nextWebhook({ kind: 'duplicated', times: 1 });
    case 'reorder':
      return gitlab.faults.nextWebhook({ kind: 'reordered', times: 2 });
    case 'lag':
      return gitlab.faults.lag(which * 30_000);
    case 'fail':
      return gitlab.faults.next({ kind: which === 0 ? '502-after' : '503', times: 2 });
  }
}

function unlessItIsGitLab(error: unknown): void {
  if (!(error instanceof Problem) || !error.code.startsWith('gitlab-')) throw error;
}

async function comeToRest(stage: Stage): Promise<void> {
  stage.gitlab.faults.clear();
  for (let times = 0; times < 16; times += 1) {
    await stage.after(4 * minute);
    if (times % 4 === 3) await stage.reconcile();
  }
}

async function wrongs({ stage, incidents }: World): Promise<string[]> {
  const found = (await stage.storage.parked())
    .filter(({ problem }) => problem === 'bug')
    .map(({ key }) => key);
  for (const [n, place] of incidents.entries()) {
    const incident = stage.gitlab.issue(place);
    const reviews = stage.reviews().filter(({ title }) => title.endsWith(titleOf(n)));
    const isWanted = incident.state === 'closed' && !incident.labels.includes('review-not-needed');
    if (isWanted && reviews.length === 0) found.push(`incident ${n} has no review`);
    if (reviews.length > 1) found.push(`incident ${n} has ${reviews.length} reviews`);
    if (incident.confidential && reviews.some(({ confidential }) => !confidential)) {
      found.push(`the review of confidential incident ${n} can be read`);
    }
    const said = stage.slack
      .snapshot()
      .channels.filter(({ messages }) => messages.some(({ text }) => text.includes(titleOf(n))));
    if (said.length > 1) found.push(`the review of incident ${n} was announced ${said.length} times`);
    const isHidden = incident.confidential || reviews.some(({ confidential }) => confidential);
    if (isHidden && said.length > 0) found.push(`a channel shows what is hidden of incident ${n}`);
  }
  return found;
}
