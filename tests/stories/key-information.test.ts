import { afterEach, describe, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { plainPolicy, project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
let incident: MadeIssue;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const quiet = 10_000;
const minute = 60_000;
const dora = () => stage.gitlab.as('dora');
const review = () => {
  const [found] = stage.reviews();
  if (!found) throw new Error('there is no review');
  return found;
};
const reviewAt = () => ({ project, iid: review().iid });
const text = () => review().description;
const cell = (title: string) => text().match(new RegExp(`^\\| ${title} \\| (.*) \\|$`, 'm'))?.[1];
/** What was told is decided on, and then time goes on. */
async function pass(ms: number): Promise<void> {
  await stage.calm();
  await stage.after(ms);
}

/** People have paused, and what they did is read. */
function read(): Promise<void> {
  return pass(quiet);
}

/** How often the text of an issue was written. */
const written = () =>
  stage.gitlab.requests.filter(({ method, path }) => method === 'PUT' && /\/issues\/\d+$/.test(path)).length;

const story = `
| Field | Value |
| --- | --- |
| Start Time | 2024-10-31 04:18 UTC |
| Customers Affected | Roughly 40 shops |
`;

/** An incident that is opened, described and closed, and its review; then some time passes. */
async function begin(description: string, options: StageOptions = {}, draft = {}): Promise<void> {
  stage = await setStage(options);
  incident = stage.incident({ description, ...draft });
  await stage.after(2 * 60 * minute);
  dora().close(incident);
  await pass(minute);
  await pass(minute);
  stage.gitlab.forgetRequests();
}

describe('when a review opens', () => {
  test('its table says what the description says, and where that stands', async () => {
    await begin(story);
    expect(cell('Start Time')).toBe('2024-10-31 04:18 UTC');
    expect(cell('Customers Affected')).toBe('As stated in the incident: Roughly 40 shops');
    expect(cell('End Time')).toBe('2024-10-31 07:00 UTC (when the incident was closed)');
    expect(text()).toContain(
      '- Start Time: 2024-10-31 04:18 UTC. Confidence: stated. Source: field "Start Time" of the description, line 4.',
    );
  });

  test('what people commented counts, but not what is internal, nor what programs say', async () => {
    stage = await setStage();
    stage.gitlab.addUser({ username: 'pager-bot', bot: true });
    stage.gitlab.addMember(project, 'pager-bot', 'developer');
    incident = stage.incident();
    dora().comment(incident, 'Start Time: 2024-10-31 04:00 UTC', { internal: true });
    stage.gitlab.as('pager-bot').comment(incident, 'Start Time: 2024-10-31 04:05 UTC');
    const note = stage.gitlab.as('alice').comment(incident, 'Start Time: 2024-10-31 04:40 UTC');
    dora().close(incident);
    await stage.calm();
    expect(cell('Start Time')).toBe('2024-10-31 04:40 UTC');
    expect(text()).toContain(`in a comment by alice, [line 1](`);
    expect(text()).toContain(`/-/issues/${incident.iid}#note_${note})`);
    expect(text()).not.toMatch(/04:00|04:05/);
  });

  test('a tag of the timeline goes before it, and that both differ is said', async () => {
    stage = await setStage();
    incident = stage.incident({ description: story });
    dora().addTimelineEvent(incident, {
      note: 'Checkout fails',
      occurredAt: '2024-10-31T03:30:00.000Z',
      tags: ['Start time'],
    });
    dora().close(incident);
    await stage.calm();
    expect(cell('Start Time')).toBe('2024-10-31 03:30 UTC');
    expect(text()).toMatch(/^- `sources-disagree`: .*gives the start as 2024-10-31 04:18 UTC, 48 min apart/m);
  });

  test('a form of the project gets its cells and the block under its table', async () => {
    const policy = `${plainPolicy}review: { template: "gitlab:Review" }\n`;
    stage = await setStage({ policy });
    const form =
      '| What | Value |\n|--|--|\n| Start Time | |\n| Customers Affected | [how many?] |\n\nWhat happened?';
    stage.gitlab.addIssueTemplate(project, 'Review', form);
    incident = stage.incident({ description: story });
    dora().close(incident);
    await stage.calm();
    expect(text()).toMatch(/^\| Start Time \| 2024-10-31 04:18 UTC \|$/m);
    expect(text().indexOf('How these figures')).toBeLessThan(text().indexOf('What happened?'));
    await pass(minute);
    dora().editDescription(incident, 'Customers Affected: 41 shops');
    await pass(minute);
    expect(cell('Customers Affected')).toContain('41 shops');
  });
});

describe('while the review is open', () => {
  test('a description that is corrected is read again, in one write', async () => {
    await begin(story);
    for (const time of ['04:10', '04:11', '04:12']) {
      dora().editDescription(incident, `Start Time: 2024-10-31 ${time} UTC`);
      stage.clock.advance(200);
    }
    await stage.calm();
    expect(cell('Start Time')).toBe('2024-10-31 04:18 UTC');
    await read();
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
    expect(cell('Customers Affected')).toContain('_Fill in:');
    expect(written()).toBe(1);
    expect((await stage.storage.reviews(1))[0]?.keyInformation?.start?.value).toBe(
      '2024-10-31T04:12:00.000Z',
    );
  });

  test('a comment that is added, and then edited, is read', async () => {
    await begin('Checkout fails.');
    const note = stage.gitlab.as('alice').comment(incident, 'End Time: 2024-10-31 06:30 UTC');
    await read();
    expect(cell('End Time')).toBe('2024-10-31 06:30 UTC');
    await pass(minute);
    stage.gitlab.as('alice').editComment(note ?? 0, 'End Time: 2024-10-31 06:45 UTC');
    await read();
    expect(cell('End Time')).toBe('2024-10-31 06:45 UTC');
  });

  test('an internal comment changes nothing, and asks nothing', async () => {
    await begin('Checkout fails.');
    dora().comment(incident, 'End Time: 2024-10-31 06:30 UTC', { internal: true });
    await read();
    expect(stage.gitlab.requests).toEqual([]);
    expect(cell('End Time')).toContain('when the incident was closed');
  });

  test('what a person answered stays; the rest is kept up', async () => {
    await begin(story);
    dora().editDescription(
      reviewAt(),
      text().replace('2024-10-31 04:18 UTC |', 'about four, says the pager |'),
    );
    await pass(minute);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC\n\nCustomers Affected: 41 shops');
    await read();
    expect(cell('Start Time')).toBe('about four, says the pager');
    expect(cell('Customers Affected')).toContain('41 shops');
    expect(text()).toContain('Start Time: 2024-10-31 04:12 UTC. Confidence: stated.');
  });

  test('what a person answers while we read stays', async () => {
    await begin(story);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    stage.gitlab.onRequest(({ path }) => {
      if (!path.endsWith('/graphql') || text().includes('about four')) return;
      dora().editDescription(reviewAt(), text().replace('2024-10-31 04:18 UTC |', 'about four |'));
    });
    await read();
    expect(cell('Start Time')).toBe('about four');
    expect(cell('Customers Affected')).toContain('_Fill in:');
  });

  test('a comment that nobody but members may read by now is not written where others read', async () => {
    await begin(story);
    dora().comment(incident, 'Thanks everybody.');
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    const shown: string[] = [];
    let isSecret = false;
    stage.gitlab.onRequest(({ path }) => {
      if (!review().confidential) shown.push(text());
      if (!path.endsWith('/notes') || isSecret) return;
      isSecret = true;
      dora().setConfidential(incident, true);
      dora().comment(incident, 'Customers Affected: all shops of Initech');
    });
    await read();
    expect(isSecret).toBe(true);
    expect(shown.filter((one) => one.includes('Initech'))).toEqual([]);
    await pass(minute);
    expect(review().confidential).toBe(true);
  });

  test.each<[string, () => void]>([
    ['closed', () => dora().close(reviewAt())],
    [
      'given the mark of another incident',
      () => dora().editDescription(reviewAt(), text().replace(/"issue":\d+/, '"issue":99999')),
    ],
  ])('a review that is %s while we read is left alone', async (_, change) => {
    await begin(story);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    let isChanged = false;
    stage.gitlab.onRequest(({ path }) => {
      if (!path.endsWith('/graphql') || isChanged) return;
      isChanged = true;
      change();
    });
    await read();
    expect(cell('Start Time')).toBe('2024-10-31 04:18 UTC');
  });

  test('a review whose mark a person took out is left alone', async () => {
    await begin(story);
    const unmarked = text()
      .replace(/<!-- incident-review-bot .*/, '')
      .trim();
    dora().editDescription(reviewAt(), unmarked);
    await pass(minute);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await read();
    expect(text()).toBe(unmarked);
  });

  test('what changes nothing in the review writes nothing', async () => {
    await begin(story);
    dora().editDescription(incident, `${story}\nThanks everybody.`);
    await read();
    expect(written()).toBe(0);
    // The incident, its review and its timeline; and who has not just written catches up first, with one call or two.
    // The judgement of the review asks for its links, and for itself.
    expect(stage.gitlab.requests.length).toBeLessThanOrEqual(7);
  });

  test('a restart between the change and its reading loses nothing', async () => {
    await begin(story);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await stage.calm();
    await stage.restart();
    await read();
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
    expect(written()).toBe(1);
  });

  test('so does a write whose answer was lost', async () => {
    await begin(story);
    stage.gitlab.faults.next({ method: 'PUT', path: /issues/, kind: 'drop-after' });
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await read();
    await pass(10 * minute);
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
    expect(written()).toBe(1);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('two processes that hear of it and work side by side write once', async () => {
    await begin(story);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await Promise.all([stage.calm(), stage.calm()]);
    stage.clock.advance(quiet);
    await Promise.all([stage.calm(), stage.calm(), stage.calm()]);
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
    expect(written()).toBe(1);
  });

  test('a database that was lost, and nobody rebuilt, finds its review and keeps it up', async () => {
    await begin(story);
    await stage.restart({ fresh: true });
    dora().reopen(incident);
    await pass(minute);
    dora().close(incident);
    await pass(minute);
    expect(stage.reviews()).toHaveLength(1);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await read();
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
  });

  test('a database that was lost knows by the mark what is ours', async () => {
    await begin(story);
    dora().editDescription(reviewAt(), text().replace('As stated in the incident: Roughly 40 shops', '39'));
    await pass(minute);
    await stage.restart({ fresh: true });
    await stage.rebuild();
    await stage.restart();
    await pass(minute);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC\n\nCustomers Affected: 41 shops');
    await read();
    expect([cell('Start Time'), cell('Customers Affected')]).toEqual(['2024-10-31 04:12 UTC', '39']);
  });

  test('a closed review stays as it is until it is opened again', async () => {
    await begin(story);
    dora().close(reviewAt());
    await pass(minute);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await pass(minute);
    expect(cell('Start Time')).toBe('2024-10-31 04:18 UTC');
    dora().reopen(reviewAt());
    await pass(minute);
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
  });

  test('an incident that is opened again and closed later ended later', async () => {
    await begin('Checkout fails.');
    dora().reopen(incident);
    await pass(minute);
    expect(cell('End Time')).toContain('_Fill in:');
    await pass(60 * minute);
    dora().close(incident);
    await pass(minute);
    expect(cell('End Time')).toBe('2024-10-31 08:03 UTC (when the incident was closed)');
  });

  test('an incident that changes between the plan and the opening is read once more', async () => {
    stage = await setStage();
    incident = stage.incident({ description: story });
    stage.gitlab.faults.next({ method: 'POST', path: /issues$/, kind: '503', times: 1 });
    dora().close(incident);
    await stage.calm();
    expect(stage.reviews()).toEqual([]);
    stage.clock.advance(1_000);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await pass(10 * minute);
    await read();
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
  });
});

describe('what no webhook told', () => {
  test('of a description is found by comparing', async () => {
    await begin(story);
    await stage.reconcile();
    stage.gitlab.faults.nextWebhook({ kind: 'lost' });
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await pass(10 * minute);
    await stage.reconcile();
    await read();
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
  });

  test('of a timeline, which nothing ever tells, is looked at within some hours', async () => {
    await begin(story);
    dora().addTimelineEvent(incident, {
      note: 'Checkout fails',
      occurredAt: '2024-10-31T03:30:00.000Z',
      tags: ['Start time'],
    });
    for (let rounds = 0; rounds < 13; rounds += 1) {
      await pass(10 * minute);
      await stage.reconcile();
    }
    expect(cell('Start Time')).toBe('2024-10-31 03:30 UTC');
  });

  test('is not looked for for ever', async () => {
    await begin(story);
    await stage.after(4 * 24 * 60 * minute);
    stage.gitlab.forgetRequests();
    for (let rounds = 0; rounds < 7; rounds += 1) {
      await pass(10 * minute);
      await stage.reconcile();
    }
    expect(stage.gitlab.requests.filter(({ path }) => path.endsWith('/graphql'))).toEqual([]);
  });
});

describe('what is confidential', () => {
  test('is read into a review that is as confidential', async () => {
    await begin(story, {}, { confidential: true });
    expect(review().confidential).toBe(true);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await read();
    expect(cell('Start Time')).toBe('2024-10-31 04:12 UTC');
  });

  test('comes into no review that more people read, then or later', async () => {
    stage = await setStage({
      policy: 'gitlab: { projects: [{ incidents: acme/production, reviews: acme/public }] }',
    });
    stage.gitlab.addUser({ username: 'stranger' });
    stage.gitlab.addProject({
      path: 'acme/public',
      visibility: 'public',
      members: { 'incident-review-bot': 'maintainer', stranger: 'developer' },
    });
    stage.gitlab.addHook('acme/public', { url: stage.doorUrl, token: stage.webhookToken });
    incident = stage.incident({ description: story, confidential: true });
    dora().close(incident);
    await pass(minute);
    expect(text()).not.toMatch(/04:18|40 shops/);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await read();
    expect(text()).not.toMatch(/04:12/);
    expect(text()).toContain('withheld');
  });

  test('what was open when the review was written, and is hidden by now, is added to no more', async () => {
    await begin(story);
    dora().setConfidential(incident, true);
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await pass(minute);
    expect(review().confidential).toBe(true);
  });
});

describe('what it costs', () => {
  test('one call for comments when a review opens, and none where there are none', async () => {
    await begin(story);
    const second = stage.incident({ title: 'Another one' });
    dora().comment(second, 'Start Time: 2024-10-31 04:12 UTC');
    await pass(minute);
    stage.gitlab.forgetRequests();
    dora().close(second);
    await stage.calm();
    const asked = stage.gitlab.requests.map(({ path }) => path);
    expect(asked).toHaveLength(8);
    expect(asked.filter((path) => path.endsWith('/notes'))).toHaveLength(1);
  });

  test('two more where only labels tell the end', async () => {
    await begin(story);
    const second = stage.incident({ title: 'Another one' });
    dora().addLabels(second, ['Incident::Mitigated']);
    await pass(minute);
    dora().addLabels(second, ['Incident::Resolved']);
    await pass(minute);
    stage.gitlab.forgetRequests();
    dora().close(second);
    await stage.calm();
    expect(stage.gitlab.requests).toHaveLength(9);
    // A scoped label takes the place of the other: that it was mitigated earlier, only GitLab's record knows.
    expect(stage.reviews().at(-1)?.description).toContain('when the label "Incident::Mitigated" was set');
  });

  test('where people have answered everything, a change asks for the incident and the review, and judges it', async () => {
    await begin(story);
    const answered = text()
      .replace(/^(\| [\w ]+ \|).*\|$/gm, '$1 answered |')
      .replace('Nothing is estimated', 'Well');
    dora().editDescription(reviewAt(), answered);
    await pass(minute);
    stage.gitlab.forgetRequests();
    dora().editDescription(incident, 'Start Time: 2024-10-31 04:12 UTC');
    await read();
    const reads = stage.gitlab.requests.filter(({ method }) => method === 'GET');
    expect(reads.map(({ path }) => path.replace(/.*\//, '')).toSorted()).toEqual(
      [incident.iid, review().iid, 'links', review().iid].map(String).toSorted(),
    );
    expect(written()).toBe(0);
  });
});
