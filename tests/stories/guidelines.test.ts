import { afterEach, describe, expect, test } from 'vitest';
import { hour, type Judged, minute, second, setJudged, summary, summaryPrompt } from './judged.ts';
import { plainPolicy, project, type Stage, type StageOptions } from './stage.ts';

let one: Judged;
let stage: Stage;

afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

async function begin(options: StageOptions = {}): Promise<void> {
  one = await setJudged(options);
  stage = one.stage;
}

const dora = () => stage.gitlab.as('dora');
const alice = () => stage.gitlab.as('alice');
const comment = () => one.comments()[0]?.body ?? '';

describe('a review that was opened', () => {
  test('has the boxes ticked that are met, and one comment that says what is left', async () => {
    await begin();
    expect(
      ['title', 'service-label', 'severity-label', 'incident-link', 'dri-assigned'].map(one.box),
    ).toEqual(Array(5).fill('x'));
    expect(['key-information', 'summary', 'details', 'closed-in-time'].map(one.box)).toEqual(
      Array(4).fill(' '),
    );
    expect(one.comments()).toHaveLength(1);
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
          subject: `${one.incident.project}:${one.incident.id}`,
          body: {
            kind: 'check-guidelines',
            incident: { project: one.incident.project, issue: one.incident.id, iid: one.incident.iid },
            changedAt: stage.clock.now(),
            isClosing: false,
          },
        },
      ],
    });
    await stage.calm();
    expect(one.requests('GET').length).toBeLessThanOrEqual(2);
    expect(one.requests('PUT').concat(one.requests('POST'))).toEqual([]);
  });
});

describe('evidence', () => {
  test('ticks a box, and unticks it when it goes', async () => {
    await begin();
    one.summarise();
    await one.settled();
    expect(one.box('summary')).toBe('x');
    expect(one.comments()).toHaveLength(1);
    one.edit(summary, summaryPrompt);
    await one.settled();
    expect(one.box('summary')).toBe(' ');
    expect(one.comments()).toHaveLength(1);
  });

  test('that changes on the incident is followed', async () => {
    await begin();
    const raise = (from: string, to: string) => {
      dora().addLabels(one.incident, [to]);
      dora().removeLabels(one.incident, [from]);
    };
    raise('severity::2', 'severity::1');
    await one.settled();
    expect(one.review().labels).toContain('severity::1');
    expect(one.review().labels).not.toContain('severity::2');
    expect(one.box('severity-label')).toBe('x');

    alice().addLabels(one.at(), ['severity::3']);
    alice().removeLabels(one.at(), ['severity::1']);
    await one.settled();
    raise('severity::1', 'severity::2');
    await one.settled();
    expect(one.review().labels).toContain('severity::3');
    expect(one.box('severity-label')).toBe(' ');
    expect(comment()).toContain('The incident says 2, the review 3.');
  });

  test('is followed by all labels of the review that said the same', async () => {
    await begin();
    alice().addLabels(one.at(), ['S2']);
    await one.settled();
    dora().addLabels(one.incident, ['severity::4']);
    dora().removeLabels(one.incident, ['severity::2']);
    await one.settled();
    expect(one.review().labels).toContain('severity::4');
    expect(one.review().labels).not.toContain('S2');
    expect(one.box('severity-label')).toBe('x');
    expect(comment()).toContain('Both say 4.');
  });

  test('is not followed again where GitLab leaves the label as it is', async () => {
    await begin();
    stage.gitlab.addMember(project, 'incident-review-bot', 'guest');
    dora().addLabels(one.incident, ['severity::1']);
    dora().removeLabels(one.incident, ['severity::2']);
    await one.settled();
    stage.gitlab.forgetRequests();
    await one.settled();
    await stage.after(hour);
    expect(one.review().labels).toContain('severity::2');
    expect(one.requests('PUT').filter(({ path }) => path.endsWith(`/issues/${one.review().iid}`))).toEqual(
      [],
    );
  });
});

describe('a review whose mark is gone', () => {
  test('is left alone, which is said once, and judged again when it is back', async () => {
    await begin();
    const mark = one.text().trimEnd().split('\n').at(-1) ?? '';
    one.edit(mark, '');
    await one.settled();
    expect(comment()).toContain('**This review is left to people.**');
    one.summarise();
    await one.settled();
    expect(one.box('summary')).toBe(' ');
    expect(one.comments()).toHaveLength(1);
    alice().editDescription(one.at(), `${one.text().trimEnd()}\n\n${mark}`);
    await one.settled();
    expect(one.box('summary')).toBe('x');
    expect(comment()).toMatch(/guidelines are settled/);
    expect(one.comments()).toHaveLength(1);
  });
});

describe('what a discussion comes to', () => {
  const story = /_Fill in: the story in a few paragraphs[^\n]*_/;

  test('is summed up by an edit of Details after the last comment, and by no other change', async () => {
    await begin();
    one.edit(story, 'The certificate had run out.');
    await stage.after(2 * second);
    alice().comment(one.at(), 'Was nobody warned?');
    await stage.after(2 * second);
    alice().addLabels(one.at(), ['reviewed']);
    await one.settled();
    expect(one.box('takeaways')).toBe(' ');
    alice().comment(one.at(), 'Somebody was, in a mail.');
    await stage.after(second);
    one.edit('had run out.', 'had run out. The warning went to a mailbox of nobody.');
    await one.settled();
    expect(one.box('takeaways')).toBe('x');
  });

  test('is known to be summed up where GitLab did not tell of the edit', async () => {
    await begin();
    alice().comment(one.at(), 'Was nobody warned?');
    await one.settled();
    expect(one.box('takeaways')).toBe(' ');
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 1 });
    one.edit(story, 'The warning went to a mailbox of nobody.');
    await one.settled();
    await stage.after(hour);
    await stage.reconcile();
    await one.settled();
    expect(one.box('takeaways')).toBe('x');
  });
});

describe('what nobody tells of', () => {
  const days = 24 * hour;

  /** Four days later, when its incident is not looked at any more. */
  async function beginLongAgo(options: StageOptions = {}): Promise<void> {
    await begin(options);
    await stage.after(4 * days);
    await stage.reconcile();
    await one.settled();
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
    one.edit(
      /_Fill in: the issues that keep this[^\n]*_/,
      `- @alice adds the alert: ${stage.gitlab.url}/${project}/-/issues/${action.iid}`,
    );
    await one.settled();
    expect(one.box('corrective-actions')).toBe(' ');
    const { updatedAt } = one.review();
    alice().link(one.incident, { project, iid: action.iid });
    expect(one.review().updatedAt).toBe(updatedAt);
    await anHour();
    expect(one.box('corrective-actions')).toBe('x');
  });

  test('a guideline that is new in the configuration', async () => {
    await beginLongAgo();
    const before = one.text();
    const guideline =
      '{ id: status-page, for: dri, text: The status page is closed, heading: Status page, words: 3 }';
    await stage.restart({ policy: `${plainPolicy}guidelines: { extra: [${guideline}] }\n` });
    await anHour();
    expect(comment()).toContain('**The status page is closed.**');
    expect(one.text()).toBe(before);
    alice().editDescription(
      one.at(),
      one.text().replace('## Details', '## Status page\n\nIt is closed.\n\n## Details'),
    );
    await one.settled();
    expect(comment()).not.toMatch(/### Left for the DRI[^#]*status page/);
    expect(one.comments()).toHaveLength(1);
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
    const ofReview = one.requests('GET').filter(({ path }) => path.endsWith(`/issues/${one.review().iid}`));
    const ofLinks = one.requests('GET').filter(({ path }) => path.endsWith('/links'));
    expect([ofReview.length, ofLinks.length]).toEqual([1, 1]);
    expect(one.requests('PUT').concat(one.requests('POST'))).toEqual([]);
  });
});

test('a text that is as long as GitLab takes keeps its boxes, and what is left is said', async () => {
  await begin();
  const words = Math.floor((1_048_576 - one.text().length - 2) / 5);
  one.edit('## Details', `## Details\n\n${'word '.repeat(words)}`);
  alice().setTitle(one.at(), 'Incident Review: mine');
  await one.settled();
  expect(one.box('title')).toBe('x');
  expect(comment()).toContain('Change it to');
  expect(await stage.storage.parked()).toEqual([]);
});

describe('what a person sets', () => {
  test('stays, and the comment says what the evidence says', async () => {
    await begin();
    one.edit(/\[ \](?=[^\n]*guideline:summary)/, '[x]');
    await one.settled();
    expect(one.box('summary')).toBe('x');
    expect(comment()).toContain('### Set by hand');
    one.edit(/\[x\](?=[^\n]*guideline:title)/, '[ ]');
    await one.settled();
    expect(one.box('title')).toBe(' ');
  });

  test('and copied stays in both places, and the comment says why', async () => {
    await begin();
    one.edit(/(- \[ \][^\n]*guideline:closed-in-time -->\n)/, '$1$1');
    await one.settled();
    alice().close(one.at());
    await one.settled();
    expect(one.text().match(/\[.\](?=[^\n]*guideline:closed-in-time)/g)).toEqual(['[ ]', '[ ]']);
    expect(comment()).toContain('More than one box stands for closing on time');
  });

  test('in a comment of ours stays, too', async () => {
    await begin();
    const [ours] = one.comments();
    if (!ours) throw new Error('there is no comment');
    alice().editComment(ours.id, `${ours.body}\n\nI see to it.`);
    await one.settled();
    one.edit(summaryPrompt, summary);
    await one.settled();
    expect(comment()).toContain('I see to it.');
    expect(one.comments()).toHaveLength(1);
  });
});

test('a burst of two hundred edits has one description write and one comment', async () => {
  await begin();
  stage.gitlab.forgetRequests();
  for (let count = 0; count < 200; count += 1) {
    one.edit(
      count === 0 ? summaryPrompt : /runner\.* for two hours/,
      count === 0 ? summary : `runner${'.'.repeat(count % 3)} for two hours`,
    );
    await stage.after(250);
  }
  await one.settled();
  const written = one.requests('PUT').filter(({ path }) => path.endsWith(`/issues/${one.review().iid}`));
  expect(written.length).toBeLessThanOrEqual(1);
  expect(one.comments()).toHaveLength(1);
}, 120_000);

describe('a review that is closed', () => {
  test('in time with boxes open says once which, and carries the label', async () => {
    await begin({ policy: `${plainPolicy}guidelines: { closeLabel: "review::incomplete" }\n` });
    alice().close(one.at());
    await one.settled();
    expect(one.box('closed-in-time')).toBe('x');
    expect(one.review().labels).toContain('review::incomplete');
    expect(one.comments()).toHaveLength(2);
    expect(one.comments()[1]?.body).toContain('This review was closed with guidelines open.');
    await stage.after(hour);
    expect(one.comments()).toHaveLength(2);
    alice().reopen(one.at());
    await one.settled();
    expect(one.box('closed-in-time')).toBe(' ');
  });

  test('is opened again where that is configured, but not for who insists', async () => {
    await begin({ policy: `${plainPolicy}guidelines: { reopen: true }\n` });
    alice().close(one.at());
    await one.settled();
    expect(one.review().state).toBe('opened');
    expect(one.comments()[1]?.body).toContain('Whoever closes it once more within an hour means it');
    expect(one.box('closed-in-time')).toBe(' ');
    alice().close(one.at());
    await one.settled();
    await stage.after(minute);
    expect(one.review().state).toBe('closed');
    expect(one.comments()[2]?.body).toContain('it stays closed');
    alice().reopen(one.at());
    await stage.after(2 * hour);
    alice().close(one.at());
    await one.settled();
    expect(one.review().state).toBe('opened');
  });
});
