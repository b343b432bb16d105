import { afterEach, describe, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { plainPolicy, project, type Stage, type StageOptions, setStage } from './stage.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let stage: Stage;
let incident: MadeIssue;

afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const dora = () => stage.gitlab.as('dora');
const alice = () => stage.gitlab.as('alice');
const review = () => {
  const [found] = stage.reviews();
  if (!found) throw new Error('there is no review');
  return found;
};
const reviewAt = () => ({ project, iid: review().iid });
const text = () => review().description;
const box = (id: string) => text().match(new RegExp(`\\[(.)\\][^\\n]*<!-- guideline:${id} -->`))?.[1];
const comments = () =>
  review().notes.filter(({ author, system }) => author === 'incident-review-bot' && !system);
const comment = () => comments()[0]?.body ?? '';
const edit = (from: string | RegExp, to: string) =>
  alice().editDescription(reviewAt(), text().replace(from, to));
const settled = async (): Promise<void> => {
  await stage.calm();
  await stage.after(10 * second);
  await stage.after(10 * second);
};
const calls = (method: string) => stage.gitlab.requests.filter((one) => one.method === method);

async function begin(options: StageOptions = {}): Promise<void> {
  stage = await setStage(options);
  incident = stage.incident({
    description: 'Start Time: 2024-10-31 04:00 UTC\n\nEnd Time: 2024-10-31 06:00 UTC',
  });
  await stage.after(2 * hour);
  dora().close(incident);
  await settled();
}

const summaryPrompt = '_Fill in: what customers could not do, who they were and for how long_';
const summary = [
  'Nobody could verify a runner for two hours.',
  'New runner managers got an error, and those that were known went on.',
].join(' ');

describe('a review that was opened', () => {
  test('has the boxes ticked that are met, and one comment that says what is left', async () => {
    await begin();
    expect(['title', 'service-label', 'severity-label', 'incident-link', 'dri-assigned'].map(box)).toEqual(
      Array(5).fill('x'),
    );
    expect(['key-information', 'summary', 'details', 'closed-in-time'].map(box)).toEqual(Array(4).fill(' '));
    expect(comments()).toHaveLength(1);
    expect(comment()).toMatch(/guidelines are settled/);
    expect(comment()).toContain('### Left for the DRI');
  });

  test('and not touched is judged again without a write', async () => {
    await begin();
    stage.gitlab.forgetRequests();
    await stage.deps.storage.commit({
      at: stage.clock.now(),
      intents: [
        {
          key: 'check-guidelines:once-more',
          subject: `${incident.project}:${incident.id}`,
          body: {
            kind: 'check-guidelines',
            incident: { project: incident.project, issue: incident.id, iid: incident.iid },
            changedAt: stage.clock.now(),
            isClosing: false,
          },
        },
      ],
    });
    await stage.calm();
    expect(calls('GET').length).toBeLessThanOrEqual(2);
    expect(calls('PUT').concat(calls('POST'))).toEqual([]);
  });
});

describe('evidence', () => {
  test('ticks a box, and unticks it when it goes', async () => {
    await begin();
    edit(summaryPrompt, summary);
    edit(
      /_Fill in: what made it possible[^\n]*_/,
      'A foreign key went live before its rows had been copied over to it.',
    );
    edit(/_Fill in: what kept the repair[^\n]*_/, 'Nothing did.');
    await settled();
    expect(box('summary')).toBe('x');
    expect(comments()).toHaveLength(1);
    edit(summary, summaryPrompt);
    await settled();
    expect(box('summary')).toBe(' ');
    expect(comments()).toHaveLength(1);
  });

  test('that changes on the incident is followed', async () => {
    await begin();
    const raise = (from: string, to: string) => {
      dora().addLabels(incident, [to]);
      dora().removeLabels(incident, [from]);
    };
    raise('severity::2', 'severity::1');
    await settled();
    expect(review().labels).toContain('severity::1');
    expect(review().labels).not.toContain('severity::2');
    expect(box('severity-label')).toBe('x');

    alice().addLabels(reviewAt(), ['severity::3']);
    alice().removeLabels(reviewAt(), ['severity::1']);
    await settled();
    raise('severity::1', 'severity::2');
    await settled();
    expect(review().labels).toContain('severity::3');
    expect(box('severity-label')).toBe(' ');
    expect(comment()).toContain('The incident says 2, the review 3.');
  });

  test('is followed by all labels of the review that said the same', async () => {
    await begin();
    alice().addLabels(reviewAt(), ['S2']);
    await settled();
    dora().addLabels(incident, ['severity::4']);
    dora().removeLabels(incident, ['severity::2']);
    await settled();
    expect(review().labels).toContain('severity::4');
    expect(review().labels).not.toContain('S2');
    expect(box('severity-label')).toBe('x');
    expect(comment()).toContain('Both say 4.');
  });

  test('is not followed again where GitLab leaves the label as it is', async () => {
    await begin();
    stage.gitlab.addMember(project, 'incident-review-bot', 'guest');
    dora().addLabels(incident, ['severity::1']);
    dora().removeLabels(incident, ['severity::2']);
    await settled();
    stage.gitlab.forgetRequests();
    await settled();
    await stage.after(hour);
    expect(review().labels).toContain('severity::2');
    expect(calls('PUT').filter(({ path }) => path.endsWith(`/issues/${review().iid}`))).toEqual([]);
  });
});

describe('what nobody tells of', () => {
  const days = 24 * hour;

  /** Four days later, when its incident is not looked at any more. */
  async function beginLongAgo(options: StageOptions = {}): Promise<void> {
    await begin(options);
    await stage.after(4 * days);
    await stage.reconcile();
    await settled();
    stage.gitlab.forgetRequests();
  }

  /** One hour of the service's own rounds. */
  async function anHour(): Promise<void> {
    for (let rounds = 0; rounds < 6; rounds += 1) {
      await stage.reconcile();
      await stage.after(10 * minute);
    }
  }

  test('an issue that is linked to the incident', async () => {
    await beginLongAgo();
    const action = alice().createIssue(project, {
      title: 'Alert on the share of failed verifications',
      labels: ['corrective action', 'severity::3'],
    });
    edit(
      /_Fill in: the issues that keep this[^\n]*_/,
      `- @alice adds the alert: ${stage.gitlab.url}/${project}/-/issues/${action.iid}`,
    );
    await settled();
    expect(box('corrective-actions')).toBe(' ');
    const { updatedAt } = review();
    alice().link(incident, { project, iid: action.iid });
    expect(review().updatedAt).toBe(updatedAt);
    await anHour();
    expect(box('corrective-actions')).toBe('x');
  });

  test('a guideline that is new in the configuration', async () => {
    await beginLongAgo();
    const before = text();
    const guideline =
      '{ id: status-page, for: dri, text: The status page is closed, heading: Status page, words: 3 }';
    await stage.restart({ policy: `${plainPolicy}guidelines: { extra: [${guideline}] }\n` });
    await anHour();
    expect(comment()).toContain('**The status page is closed.**');
    expect(text()).toBe(before);
    alice().editDescription(
      reviewAt(),
      text().replace('## Details', '## Status page\n\nIt is closed.\n\n## Details'),
    );
    await settled();
    expect(comment()).not.toMatch(/### Left for the DRI[^#]*status page/);
    expect(comments()).toHaveLength(1);
  });

  test('a due date that passes', async () => {
    await beginLongAgo();
    expect(comment()).toMatch(/### For later[^#]*Closing on time/);
    await stage.after(10 * days);
    await anHour();
    expect(comment()).toMatch(/### Left for the DRI[^#]*Closing on time/);
  });

  test('and costs two reads and no write while nothing changes', async () => {
    await beginLongAgo();
    await anHour();
    stage.gitlab.forgetRequests();
    await anHour();
    const ofReview = calls('GET').filter(({ path }) => path.endsWith(`/issues/${review().iid}`));
    const ofLinks = calls('GET').filter(({ path }) => path.endsWith('/links'));
    expect([ofReview.length, ofLinks.length]).toEqual([1, 1]);
    expect(calls('PUT').concat(calls('POST'))).toEqual([]);
  });
});

test('a text that is as long as GitLab takes keeps its boxes, and what is left is said', async () => {
  await begin();
  const words = Math.floor((1_048_576 - text().length - 2) / 5);
  edit('## Details', `## Details\n\n${'word '.repeat(words)}`);
  alice().setTitle(reviewAt(), 'Incident Review: mine');
  await settled();
  expect(box('title')).toBe('x');
  expect(comment()).toContain('Change it to');
  expect(await stage.storage.parked()).toEqual([]);
});

describe('what a person sets', () => {
  test('stays, and the comment says what the evidence says', async () => {
    await begin();
    edit(/\[ \](?=[^\n]*guideline:summary)/, '[x]');
    await settled();
    expect(box('summary')).toBe('x');
    expect(comment()).toContain('### Set by hand');
    edit(/\[x\](?=[^\n]*guideline:title)/, '[ ]');
    await settled();
    expect(box('title')).toBe(' ');
  });

  test('in a comment of ours stays, too', async () => {
    await begin();
    const [ours] = comments();
    if (!ours) throw new Error('there is no comment');
    alice().editComment(ours.id, `${ours.body}\n\nI see to it.`);
    await settled();
    edit(summaryPrompt, summary);
    await settled();
    expect(comment()).toContain('I see to it.');
    expect(comments()).toHaveLength(1);
  });
});

test('a burst of two hundred edits has one description write and one comment', async () => {
  await begin();
  stage.gitlab.forgetRequests();
  for (let count = 0; count < 200; count += 1) {
    edit(
      count === 0 ? summaryPrompt : /runner\.* for two hours/,
      count === 0 ? summary : `runner${'.'.repeat(count % 3)} for two hours`,
    );
    await stage.after(250);
  }
  await settled();
  const written = calls('PUT').filter(({ path }) => path.endsWith(`/issues/${review().iid}`));
  expect(written.length).toBeLessThanOrEqual(1);
  expect(comments()).toHaveLength(1);
}, 120_000);

describe('a review that is closed', () => {
  test('in time with boxes open says once which, and carries the label', async () => {
    await begin({ policy: `${plainPolicy}guidelines: { closeLabel: "review::incomplete" }\n` });
    alice().close(reviewAt());
    await settled();
    expect(box('closed-in-time')).toBe('x');
    expect(review().labels).toContain('review::incomplete');
    expect(comments()).toHaveLength(2);
    expect(comments()[1]?.body).toContain('This review was closed with guidelines open.');
    await stage.after(hour);
    expect(comments()).toHaveLength(2);
    alice().reopen(reviewAt());
    await settled();
    expect(box('closed-in-time')).toBe(' ');
  });

  test('is opened again where that is configured, but not for who insists', async () => {
    await begin({ policy: `${plainPolicy}guidelines: { reopen: true }\n` });
    alice().close(reviewAt());
    await settled();
    expect(review().state).toBe('opened');
    expect(comments()[1]?.body).toContain('Whoever closes it once more within an hour means it');
    expect(box('closed-in-time')).toBe(' ');
    alice().close(reviewAt());
    await settled();
    await stage.after(minute);
    expect(review().state).toBe('closed');
    expect(comments()[2]?.body).toContain('it stays closed');
    alice().reopen(reviewAt());
    await stage.after(2 * hour);
    alice().close(reviewAt());
    await settled();
    expect(review().state).toBe('opened');
  });
});
