import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCarrier } from '../../src/flows/carry-out.ts';
import { handleDeliveries } from '../../src/flows/handle-deliveries.ts';
import { project, type Stage, setStage } from './stage.ts';

const reviews = 'acme/reviews';
const policy = (template: string) => `
gitlab: { projects: [{ incidents: acme/production, reviews: ${reviews} }] }
review: { template: "${template}" }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice] }
`;

let stage: Stage;
beforeEach(() => begin('incident-review'));
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

/** Reviews go to a project with the members of the incidents' project. */
async function begin(template: string): Promise<void> {
  stage = await setStage({ policy: policy(template) });
  const members = { dora: 'developer', alice: 'developer', 'incident-review-bot': 'maintainer' } as const;
  stage.gitlab.addProject({ path: reviews, members });
  stage.gitlab.addIssueTemplate(reviews, 'Form', '# Form\n\n/label ~form\n');
  stage.gitlab.addUser({ username: 'outsider' });
}

const dora = () => stage.gitlab.as('dora');
const title = 'Keys of customers leaked';

async function closed(confidential: boolean): Promise<string> {
  const incident = stage.incident({ title, confidential });
  dora().addTimelineEvent(incident, { note: 'Mallory came', occurredAt: '2024-10-31T04:18:00.000Z' });
  stage.clock.advance(1_000);
  dora().close(incident);
  await stage.calm();
  await stage.after(60_000);
  return written();
}

/** All that we wrote into the project of the reviews. */
function written(): string {
  return stage.gitlab.requests
    .filter(({ method, path, status }) => method !== 'GET' && status === 201 && path.includes('/issues'))
    .map(({ body }) => JSON.stringify(body))
    .join('\n');
}

/** Whom the incident is not shown, and the review is. */
const letIn: [string, () => void][] = [
  [
    'is public, with a Developer of its own',
    () => {
      stage.gitlab.setVisibility(reviews, 'public');
      stage.gitlab.addMember(reviews, 'outsider', 'developer');
    },
  ],
  ['has a Reporter of its own', () => stage.gitlab.addMember(reviews, 'outsider', 'reporter')],
  [
    'is as public as that of the incidents, with a Reporter of its own',
    () => {
      stage.gitlab.setVisibility(project, 'public');
      stage.gitlab.setVisibility(reviews, 'public');
      stage.gitlab.addMember(reviews, 'outsider', 'reporter');
    },
  ],
  [
    'is less public than that of the incidents, with a Reporter of its own',
    () => {
      stage.gitlab.setVisibility(project, 'public');
      stage.gitlab.addMember(reviews, 'outsider', 'reporter');
    },
  ],
  [
    'has a Reporter who is a guest where the incidents are',
    () => {
      stage.gitlab.addMember(project, 'outsider', 'guest');
      stage.gitlab.addMember(reviews, 'outsider', 'reporter');
    },
  ],
];

describe.each(letIn)('the project of the reviews %s', (_name, let_) => {
  test('the review of a confidential incident says where that is, and nothing of what it says', async () => {
    let_();
    const text = await closed(true);
    const [review] = stage.reviews();
    expect(review).toMatchObject({
      title: 'Incident Review: confidential incident acme/production#1',
      confidential: true,
      assignees: ['alice'],
      labels: ['IncidentReview'],
    });
    expect(review?.description).toContain('| Start Time | _Fill in:');
    expect(review?.description).toContain('| Link to Incident Issue | acme/production#1 |');
    for (const secret of [title, 'Mallory', 'CI Runners', 'runner', 'severity::', 'Severity 2'])
      expect(text).not.toContain(secret);
  });
});

test('in whatever form it is written', async () => {
  for (const template of ['incident-document', 'incident-review-light', 'gitlab:Form']) {
    await stage.close();
    await begin(template);
    stage.gitlab.addMember(reviews, 'outsider', 'reporter');
    const text = await closed(true);
    expect(stage.reviews()).toHaveLength(1);
    for (const secret of [title, 'Mallory', 'CI Runners', '04:18']) expect(text).not.toContain(secret);
  }
});

test('what turned confidential after its facts were gathered is withheld, too', async () => {
  stage.gitlab.addMember(reviews, 'outsider', 'reporter');
  const incident = stage.incident({ title });
  dora().close(incident);
  await stage.gitlab.settled();
  await handleDeliveries(stage.deps, 100, async () => undefined);
  const carrier = createCarrier(stage.deps, 'gitlab', 8, () => undefined);
  await carrier.startDue();
  await carrier.settled();
  dora().setConfidential(incident, true);
  await stage.calm();
  expect(stage.reviews()).toHaveLength(1);
  expect(written()).not.toContain(title);
});

test('who reads the project without being shown what is confidential withholds nothing', async () => {
  stage.gitlab.addMember(reviews, 'outsider', 'guest');
  await closed(true);
  expect(stage.reviews()).toMatchObject([{ title: `Incident Review: ${title}`, confidential: true }]);
});

test('the review of an incident that is not confidential says all', async () => {
  stage.gitlab.addMember(reviews, 'outsider', 'reporter');
  await closed(false);
  expect(stage.reviews()).toMatchObject([{ title: `Incident Review: ${title}`, confidential: true }]);
});
