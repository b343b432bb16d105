import type { MadeIssue } from '../../../src/sandbox/gitlab/index.ts';
import { project, type Stage } from '../stage.ts';

/** Two pairs, of which one keeps its reviews elsewhere, and channels to be heard in. */
export const livedPolicy = `
gitlab:
  projects:
    - { incidents: acme/production }
    - { incidents: acme/api, reviews: acme/reviews }
people: [{ gitlab: alice, email: alice@example.com }]
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob, channel: "#g_runner" }
  - { label: "Service::API", owners: [bob] }
`;

const minute = 60_000;
const severe = ['incident', 'severity::2', 'Service::CI Runners'];

type Draft = Parameters<Stage['incident']>[0];
type Scene = (act: Acts) => Promise<void>;

/** What the scenes do; everything that follows from one act has happened before the next. */
type Acts = ReturnType<typeof actsOn>;

function actsOn(stage: Stage) {
  const dora = stage.gitlab.as('dora');
  const then = () => stage.after(minute);
  const done = async <T>(act: () => T): Promise<T> => {
    const result = act();
    await then();
    return result;
  };
  const open = (title: string, draft: Draft = {}, where = project) =>
    done(() => dora.createIncident(where, { title, labels: severe, ...draft }));
  const close = (issue: MadeIssue) => done(() => dora.close(issue));
  return {
    stage,
    dora,
    done,
    open,
    close,
    reopen: (issue: MadeIssue) => done(() => dora.reopen(issue)),
    ended: async (title: string, draft: Draft = {}, where = project) => {
      const incident = await open(title, draft, where);
      await close(incident);
      return incident;
    },
    reviewOf: async (incident: MadeIssue): Promise<MadeIssue> => {
      const row = await stage.storage.reviewOf({ project: incident.project, issue: incident.id });
      if (!row?.issue) throw new Error('this incident has no review');
      const { project: at, id, iid } = row.issue;
      return { project: at, id, iid };
    },
  };
}

/** What can become of an incident and its review. The first one is older than all others. */
const scenes: Record<string, Scene> = {
  'has its review': async ({ ended }) => void (await ended('has its review')),
  'has a closed review': async ({ ended, reviewOf, close }) => close(await reviewOf(await ended('reviewed'))),
  'has a review that was opened again': async ({ ended, reviewOf, close, reopen }) => {
    const review = await reviewOf(await ended('reviewed again'));
    await close(review);
    await reopen(review);
  },
  'is open again': async ({ ended, reopen }) => reopen(await ended('open again')),
  'was closed twice': async ({ ended, reopen, close }) => {
    const incident = await ended('closed twice');
    await reopen(incident);
    await close(incident);
  },
  'is confidential': async ({ ended }) => void (await ended('quiet in the east', { confidential: true })),
  'became confidential': async ({ ended, done, dora }) => {
    const incident = await ended('quiet in the west');
    await done(() => dora.setConfidential(incident, true));
  },
  'was moved with its review there': async ({ ended, done, dora }) => {
    const incident = await ended('moved later');
    await done(() => dora.move(incident, 'acme/api'));
  },
  'was moved before it closed': async ({ open, close, done, dora }) => {
    const incident = await open('moved before');
    await close(await done(() => dora.move(incident, 'acme/api')));
  },
  'nobody owns': async ({ ended }) => void (await ended('nobody', { labels: ['incident', 'severity::1'] })),
  'is in the other pair': async ({ ended }) =>
    void (await ended('of the API', { labels: ['severity::1', 'Service::API'] }, 'acme/api')),
  'is in the other pair, with a closed review': async ({ ended, reviewOf, close }) =>
    close(await reviewOf(await ended('of the API too', { labels: ['severity::1'] }, 'acme/api'))),
  'had a review by hand when it closed': async ({ open, close, done, dora }) => {
    const incident = await open('by hand');
    const review = await done(() => dora.createIssue(project, { title: 'Incident Review: by hand' }));
    await done(() => dora.link(review, incident));
    await close(incident);
  },
  'has a review by hand that was adopted': async ({ ended, done, dora, stage }) => {
    const incident = await ended('mild, by hand', { labels: ['severity::4'] });
    const review = await done(() =>
      dora.createIssue(project, { title: 'Incident Review: mild', assignees: ['carol'] }),
    );
    await done(() => dora.link(review, incident));
    await stage.reconcile({ adopt: true });
  },
  'has a review with another title': async ({ ended, reviewOf, done, dora }) => {
    const review = await reviewOf(await ended('retitled'));
    await done(() => dora.setTitle(review, 'What the runners taught us'));
  },
  'has a review without its label': async ({ ended, reviewOf, done, dora }) => {
    const review = await reviewOf(await ended('unlabelled'));
    await done(() => dora.setLabels(review, []));
  },
  'has a review without its mark': async ({ ended, reviewOf, done, dora }) => {
    const review = await reviewOf(await ended('unmarked'));
    await done(() => dora.editDescription(review, 'All of it is in the minutes.'));
  },
  'has a review that went elsewhere': async ({ ended, reviewOf, done, dora }) => {
    const review = await reviewOf(await ended('gone elsewhere'));
    await done(() => dora.move(review, 'acme/attic'));
  },
  'has a review with another owner and day': async ({ ended, reviewOf, done, dora }) => {
    const review = await reviewOf(await ended('handed over'));
    await done(() => dora.assign(review, ['bob']));
    await done(() => dora.setDueDate(review, '2024-12-24'));
  },
  'has a review that a person deleted': async ({ ended, reviewOf, done, dora }) => {
    const review = await reviewOf(await ended('deleted'));
    await done(() => dora.deleteIssue(review));
  },
  'is mild': async ({ ended }) => void (await ended('mild', { labels: ['severity::3'] })),
  'was mild at first': async ({ ended, done, dora }) => {
    const incident = await ended('mild at first', { labels: ['severity::3'] });
    await done(() => dora.setLabels(incident, severe));
  },
  'was asked for although it is mild': async ({ ended, done, dora }) => {
    const incident = await ended('asked for', { labels: ['severity::4'] });
    await done(() => dora.addLabels(incident, ['review-requested']));
  },
  'has no severity': async ({ ended }) => void (await ended('of unknown severity', { labels: [] })),
  'had no severity at first': async ({ ended, done, dora }) => {
    const incident = await ended('told later', { labels: [] });
    await done(() => dora.addLabels(incident, ['severity::1']));
  },
  'is waived with a reason': async ({ ended, done, dora }) => {
    const incident = await ended('waived', { labels: [...severe, 'review-not-needed'] });
    await done(() => dora.comment(incident, 'A drill.'));
  },
  'is waived without a reason': async ({ ended }) =>
    void (await ended('waived in silence', { labels: [...severe, 'review-not-needed'] })),
  'is waived while it is open': async ({ open }) =>
    void (await open('waived early', { labels: [...severe, 'review-not-needed'] })),
  'is no longer waived': async ({ ended, done, dora }) => {
    const incident = await ended('unwaived', { labels: [...severe, 'review-not-needed'] });
    await done(() => dora.removeLabels(incident, ['review-not-needed']));
  },
  'was waived after its review was there': async ({ ended, done, dora }) => {
    const incident = await ended('waived too late');
    await done(() => dora.addLabels(incident, ['review-not-needed']));
  },
  'is resolved and closed': async ({ open, done, dora, close }) => {
    const incident = await open('resolved');
    await done(() => dora.addLabels(incident, ['Incident::Resolved']));
    await close(incident);
  },
  'is open': async ({ open }) => void (await open('open')),
};

/** Lives through all of it. */
export async function live(stage: Stage): Promise<void> {
  const { gitlab } = stage;
  const members = { dora: 'maintainer', bob: 'developer', 'incident-review-bot': 'maintainer' } as const;
  for (const path of ['acme/api', 'acme/reviews', 'acme/attic']) {
    gitlab.addProject({ path, members });
    gitlab.addHook(path, { url: stage.doorUrl, token: stage.webhookToken });
  }
  await stage.restart();
  for (const scene of Object.values(scenes)) await scene(actsOn(stage));
  await stage.after(minute);
  await stage.reconcile();
}
