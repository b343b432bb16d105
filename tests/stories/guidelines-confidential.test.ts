import { afterEach, describe, expect, test } from 'vitest';
import type { AppEvent } from '../../src/domain/app-events.ts';
import type { App } from '../../src/ports/apps.ts';
import { type Judged, minute, second, setJudged } from './judged.ts';
import type { Stage } from './stage.ts';

const reviews = 'acme/reviews';
const title = 'Keys of customers leaked';
const secrets = [title, 'Mallory', 'CI Runners', 'runner', 'severity::2', 'Both say 2', '04:00', '06:00'];
const policy = `
gitlab: { projects: [{ incidents: acme/production, reviews: ${reviews} }] }
guidelines: { closeLabel: "review::incomplete" }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob }
`;

let one: Judged;
let stage: Stage;
let told: AppEvent[];
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const app: App = {
  name: 'board',
  hears: ['guideline.met', 'review.closed'],
  tell: async (event) => void told.push(event),
};

/** Reviews go to a project in which somebody is shown what is confidential who is not shown the incident. */
async function begin(options: Parameters<typeof setJudged>[0] = {}): Promise<void> {
  told = [];
  one = await setJudged({
    policy,
    apps: [app],
    prepare: ({ gitlab, doorUrl, webhookToken }) => {
      const members = {
        dora: 'developer',
        alice: 'developer',
        'incident-review-bot': 'maintainer',
        outsider: 'reporter',
      } as const;
      gitlab.addUser({ username: 'outsider' });
      gitlab.addProject({ path: reviews, members });
      gitlab.addHook(reviews, { url: doorUrl, token: webhookToken });
    },
    ...options,
    draft: {
      title,
      description: 'Start Time: 2024-10-31 04:00 UTC\n\nEnd Time: 2024-10-31 06:00 UTC\n\nMallory came.',
      ...options?.draft,
    },
  });
  stage = one.stage;
}

const dora = () => stage.gitlab.as('dora');
const alice = () => stage.gitlab.as('alice');
/** What was written as comments. */
function said(): string[] {
  return stage.gitlab.requests
    .filter(({ method, path }) => method !== 'GET' && /\/notes(\/\d+)?$/.test(path))
    .map(({ body }) => JSON.stringify(body));
}
const expectNothingOf = (texts: string[]) => {
  for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
};

describe('a confidential incident whose review others are shown', () => {
  test('nothing of it is said in the comment, however it is edited, nor at the closing', async () => {
    await begin({ draft: { confidential: true } });
    expect(one.review()).toMatchObject({ projectPath: reviews, confidential: true });
    expect(one.comments()).toHaveLength(1);
    alice().setTitle(one.at(), 'Incident Review: mine');
    alice().setLabels(one.at(), ['IncidentReview']);
    alice().comment(one.at(), 'What of the backups?');
    one.edit(/\| Link to Incident Issue \|[^\n]*/, '| Link to Incident Issue | |');
    one.edit(/\| Incident Severity \|[^\n]*/, '| Incident Severity | severity::4 |');
    await one.settled();
    expect(one.comments()[0]?.body).toContain('Change it to');
    dora().addLabels(one.incident, ['severity::1', 'Service::API']);
    dora().setTitle(one.incident, `${title} by Mallory`);
    await one.settled();
    alice().close(one.at());
    await one.settled();
    expect(one.comments()).toHaveLength(2);
    expect(said().length).toBeGreaterThan(2);
    expectNothingOf(said());
    expect(
      one
        .comments()
        .map(({ body }) => body)
        .join(),
    ).not.toContain('Service::API');
  });

  test('apps are told that both are confidential', async () => {
    await begin({ draft: { confidential: true } });
    alice().close(one.at());
    await one.settled();
    expect(told.length).toBeGreaterThan(1);
    for (const { incident, review } of told)
      expect([incident.confidential, review?.confidential]).toEqual([true, true]);
    const because = told.map((event) => event.because).join();
    expectNothingOf([because]);
  });

  test('one evaluation asks in addition who is shown which, and not for what is related', async () => {
    await begin({ draft: { confidential: true } });
    await stage.after(minute);
    stage.gitlab.forgetRequests();
    alice().addLabels(one.at(), ['seen']);
    await stage.calm();
    await stage.after(8 * second);
    const asked = stage.gitlab.requests.map(
      ({ method, path }) => `${method} ${path.replace(/^.*\/projects\/\d+\//, '')}`,
    );
    expect(asked.toSorted()).toEqual(['GET issues/1', 'GET members/all', 'GET members/all']);
  });
});

describe('an incident that turns confidential', () => {
  test('has its comment written anew without it, once the review is hidden', async () => {
    await begin();
    alice().setTitle(one.at(), 'Incident Review: mine');
    await one.settled();
    expect(one.comments()[0]?.body).toContain(title);
    dora().setConfidential(one.incident, true);
    await one.settled();
    await stage.after(minute);
    expect(one.comments()).toHaveLength(1);
    expectNothingOf(one.comments().map(({ body }) => body));
  });

  test('while the review cannot be hidden: the comment is not written, and is as soon as it can', async () => {
    await begin({ policy: policy.replace(`, reviews: ${reviews}`, '') });
    const before = one.comments();
    stage.gitlab.faults.next({ method: 'PUT', path: /\/issues\/\d+$/, kind: '503', times: 100 });
    dora().setConfidential(one.incident, true);
    await stage.calm();
    alice().setTitle(one.at(), 'Incident Review: mine');
    alice().comment(one.at(), 'What of the backups?');
    await one.settled();
    expect(one.review().confidential).toBe(false);
    expect(one.comments()).toEqual(before);
    stage.gitlab.faults.clear();
    for (let minutes = 0; minutes < 15; minutes += 1) await stage.after(minute);
    expect(one.review().confidential).toBe(true);
    expect(one.comments()[0]?.body).toContain('Change it to');
  });

  test('while its comment waits to be written: what was found before is never written', async () => {
    await begin();
    stage.gitlab.faults.next({ method: 'PUT', path: /\/notes\/\d+$/, kind: '503' });
    alice().setTitle(one.at(), 'Incident Review: mine');
    await stage.calm();
    await stage.after(8 * second);
    stage.gitlab.forgetRequests();
    dora().setConfidential(one.incident, true);
    await one.settled();
    await stage.after(minute);
    expect(said().length).toBeGreaterThan(0);
    expectNothingOf(said());
  });

  test('and nobody tells, while its comment is to be written: nothing is said before it is judged anew', async () => {
    await begin();
    alice().setTitle(one.at(), 'Incident Review: mine');
    await stage.calm();
    stage.gitlab.forgetRequests();
    stage.gitlab.faults.nextWebhook({ kind: 'lost' });
    dora().setConfidential(one.incident, true);
    await one.settled();
    await stage.after(minute);
    expect(said().length).toBeGreaterThan(0);
    expectNothingOf(said());
    expect(one.review().confidential).toBe(true);
  });

  test('after its review was closed, while its comment waits to be written', async () => {
    await begin();
    alice().setTitle(one.at(), 'Incident Review: mine');
    await stage.calm();
    stage.gitlab.faults.next({ method: 'PUT', path: /\/notes\/\d+$/, kind: '503' });
    alice().close(one.at());
    await stage.calm();
    stage.gitlab.forgetRequests();
    dora().setConfidential(one.incident, true);
    await one.settled();
    await stage.after(10 * minute);
    expectNothingOf(said());
  });
});
