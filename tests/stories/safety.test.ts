import { afterEach, describe, expect, test } from 'vitest';
import { plainPolicy, project, type Stage, type StageOptions, setStage } from './stage.ts';

let stage: Stage;
const begin = async (options: StageOptions = {}) => {
  stage = await setStage(options);
};
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const dora = () => stage.gitlab.as('dora');

describe('text from people is inert wherever it is placed', () => {
  const nasty = [
    '@all look',
    '/close',
    '<!-- incident-review-bot {"incident":{"project":1,"issue":2,"iid":3}} -->',
    '{{ secrets }} {% raw %}',
    '<img src=x onerror=alert(1)>',
    '| a | b |\n/assign @alice',
    '```\n/label ~x',
    'see acme/production#1 and !3 and &4 @alice @acme',
    '[x](javascript:alert(1)) ![y](http://evil.example.com/p.png)',
  ];

  test.each(nasty)('as title and timeline: %j', async (text) => {
    await begin();
    const incident = stage.incident({ title: text.replaceAll('\n', ' ') });
    dora().addTimelineEvent(incident, {
      note: text,
      occurredAt: '2024-10-31T05:00:00.000Z',
      tags: ['Start time'],
    });
    await stage.calm();
    const { journal } = stage.gitlab;
    const before = { mentions: journal.mentions.length, commands: journal.commands.length };
    dora().close(incident);
    await stage.calm();
    const review = stage.gitlab.snapshot().projects[0]?.issues.at(-1);
    expect(review?.author).toBe('incident-review-bot');
    expect(review?.state).toBe('opened');
    expect(review?.assignees).toEqual(['alice']);
    expect(journal.mentions.slice(before.mentions)).toEqual([]);
    expect(journal.commands.slice(before.commands)).toEqual([]);
    expect(review?.description).not.toContain('{{');
    expect(review?.description.match(/<!-- incident-review-bot/g)).toHaveLength(1);
  });

  test('in the document form, whose timeline shows it', async () => {
    await begin({ policy: `${plainPolicy}review: { template: incident-document }\n` });
    const incident = stage.incident();
    for (const [minute, note] of nasty.entries()) {
      dora().addTimelineEvent(incident, { note, occurredAt: `2024-10-31T05:0${minute}:00.000Z` });
    }
    await stage.calm();
    const { journal } = stage.gitlab;
    const before = { mentions: journal.mentions.length, commands: journal.commands.length };
    const references = journal.crossReferences.length;
    dora().close(incident);
    await stage.calm();
    expect(journal.mentions.slice(before.mentions)).toEqual([]);
    expect(journal.commands.slice(before.commands)).toEqual([]);
    const made = journal.crossReferences.slice(references).map(({ toIssueId }) => toIssueId);
    expect(made.filter((id) => id !== incident.id)).toEqual([]);
    expect(stage.reviews()[0]?.state).toBe('opened');
  });
});

describe('what is confidential stays so', () => {
  test('the review of a confidential incident is confidential', async () => {
    await begin();
    dora().close(stage.incident({ confidential: true }));
    await stage.calm();
    expect(stage.reviews()[0]?.confidential).toBe(true);
  });

  test('a review in a project that more people can read is confidential', async () => {
    await begin({ policy: 'gitlab: { projects: [{ incidents: acme/production, reviews: acme/public }] }' });
    stage.gitlab.addProject({
      path: 'acme/public',
      visibility: 'public',
      members: { 'incident-review-bot': 'maintainer' },
    });
    dora().close(stage.incident());
    await stage.calm();
    expect(stage.reviews()[0]).toMatchObject({ projectPath: 'acme/public', confidential: true });
  });

  test('two private projects: confidential only if somebody reads the reviews who cannot read the incidents', async () => {
    await begin({ policy: 'gitlab: { projects: [{ incidents: acme/production, reviews: acme/reviews }] }' });
    stage.gitlab.addProject({
      path: 'acme/reviews',
      members: { 'incident-review-bot': 'maintainer', dora: 'developer' },
    });
    dora().close(stage.incident());
    await stage.calm();
    expect(stage.reviews()[0]?.confidential).toBe(false);
    stage.gitlab.addUser({ username: 'eve' });
    stage.gitlab.addMember('acme/reviews', 'eve', 'guest');
    // Members are remembered for ten minutes.
    await stage.after(11 * 60_000);
    dora().close(stage.incident({ title: 'The next one' }));
    await stage.calm();
    expect(stage.reviews()[1]?.confidential).toBe(true);
  });

  test('an incident made confidential later takes its review along', async () => {
    await begin();
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    await stage.after(60_000);
    dora().setConfidential(incident, true);
    await stage.calm();
    expect(stage.reviews()[0]?.confidential).toBe(true);
  });

  test('an incident made confidential while GitLab was away never has a public review', async () => {
    await begin();
    const incident = stage.incident();
    stage.gitlab.faults.next({ kind: '503', method: 'POST', path: /\/issues$/ });
    dora().close(incident);
    await stage.calm();
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 5 });
    dora().setConfidential(incident, true);
    await stage.after(3_600_000);
    expect(stage.reviews()[0]?.confidential).toBe(true);
  });

  test('no title of an incident stands in any line of the log', async () => {
    await begin();
    dora().close(stage.incident({ confidential: true, title: 'Leaked customer keys' }));
    await stage.calm();
    expect(stage.log.length).toBeGreaterThan(0);
    expect(JSON.stringify(stage.log)).not.toContain('Leaked');
  });
});

describe('what GitLab does not accept', () => {
  test('an owner who may not see the project gives way to the next', async () => {
    await begin();
    stage.gitlab.removeMember(project, 'alice');
    dora().close(stage.incident());
    await stage.calm();
    expect(stage.reviews()[0]?.assignees).toEqual(['carol']);
  });

  test('a token of too low a role still gets one review, and the reason is told', async () => {
    await begin({ role: 'guest' });
    stage.gitlab.configure({ tier: 'free' });
    const incident = stage.incident({ confidential: false });
    dora().close(incident);
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
    await stage.after(3_600_000);
    expect(stage.reviews()).toHaveLength(1);
    const opened = (await stage.storage.history(50)).find(({ what }) => what === 'open-review');
    expect(opened?.detail).toContain('GitLab did not accept labels');
  });

  test('a title of emoji is cut as GitLab counts', async () => {
    await begin();
    dora().close(stage.incident({ title: '🔥'.repeat(250) }));
    await stage.calm();
    expect([...(stage.reviews()[0]?.title ?? '')]).toHaveLength(255);
  });
});

describe("a project's own template", () => {
  test('is filled in, its quick actions taken out', async () => {
    await begin({ policy: `${plainPolicy}review: { template: "gitlab:Postmortem" }\n` });
    const content = [
      '/label ~postmortem ~"needs review"',
      '/close',
      '',
      '| Field | Value |',
      '| --- | --- |',
      '| **Severity** | |',
      '| Start Time | TBD |',
      '| Root cause | ask {{ somebody }} |',
    ].join('\n');
    stage.gitlab.addIssueTemplate(project, 'Postmortem', content);
    dora().close(stage.incident());
    await stage.calm();
    const [review] = stage.reviews();
    expect(review?.state).toBe('opened');
    expect(review?.labels).toContain('postmortem');
    expect(review?.labels).toContain('needs review');
    expect(review?.description).toContain('| Root cause | ask {{ somebody }} |');
    expect(review?.description).toMatch(/Start Time \| 2024-10-31 05:00 UTC/);
  });

  test('that is missing is waited for, and said', async () => {
    await begin({ policy: `${plainPolicy}review: { template: "gitlab:Postmortem" }\n` });
    dora().close(stage.incident());
    await stage.calm();
    expect(stage.log.some(({ fields }) => fields.problem === 'template-missing')).toBe(true);
    stage.gitlab.addIssueTemplate(project, 'Postmortem', 'What happened?');
    await stage.after(3_600_000);
    expect(stage.reviews()).toHaveLength(1);
  });
});

describe('what comes in', () => {
  const post = (body: string, token = stage.webhookToken) =>
    fetch(stage.doorUrl, {
      method: 'POST',
      body,
      headers: { 'X-Gitlab-Token': token, 'X-Gitlab-Event': 'Issue Hook' },
    });

  test('of an unknown shape is parked with the reason, and the rest goes on', async () => {
    await begin();
    expect((await post('{"object_kind":"issue","object_attributes":7}')).status).toBe(202);
    dora().close(stage.incident());
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
    const parked = await stage.storage.parked();
    expect(parked).toHaveLength(1);
    expect(parked[0]?.detail).toContain('object_attributes');
  });

  test('and takes the process down each time is parked in the end', async () => {
    await begin();
    dora().close(stage.incident());
    await stage.gitlab.settled();
    // Taken, but never ended: as if the process had died over it.
    for (let times = 0; times < 5; times += 1) {
      await stage.storage.nextDeliveries(1, stage.clock.now());
      await stage.restart();
      // Where others share the database, they leave it to the dead for a minute.
      stage.clock.advance(60_000);
    }
    await stage.calm();
    const parked = await stage.storage.parked();
    expect(parked.map(({ detail }) => detail)).toEqual(['taken up 5 times and never ended']);
    // The closure was told twice, and the other delivery is enough.
    expect(stage.reviews()).toHaveLength(1);
  });

  test('from somebody who does not know the secret leaves no trace', async () => {
    await begin();
    const told = stage.incident();
    dora().close(told);
    await stage.gitlab.settled();
    const [delivery] = stage.gitlab.deliveries.slice(-1);
    await stage.restart({ fresh: true });
    expect((await post(JSON.stringify(delivery?.payload), 'not the secret at all')).status).toBe(401);
    expect(await stage.storage.nextDeliveries(10, stage.clock.now())).toEqual([]);
  });

  test('is forgotten after the time of retention, but known for ever', async () => {
    await begin();
    dora().close(stage.incident());
    await stage.calm();
    stage.clock.advance(15 * 86_400_000);
    const before = new Date(Date.parse(stage.clock.now()) - 14 * 86_400_000).toISOString();
    expect(await stage.storage.forgetDeliveryBodies(before)).toBeGreaterThan(0);
    const [delivery] = stage.gitlab.deliveries;
    if (!delivery) throw new Error('nothing was delivered');
    expect(await stage.gitlab.redeliver(delivery)).toMatchObject({ status: 200 });
  });
});

describe('apps', () => {
  test('hear what happened after it was committed, again when they fail, with the same id', async () => {
    const heard: string[] = [];
    let fail = true;
    await begin({
      apps: [
        {
          name: 'pager',
          hears: ['review.opened'],
          tell: async (event) => {
            heard.push(`${event.id} ${event.review?.iid}`);
            if (fail) throw new Error('the pager is out of battery');
          },
        },
      ],
    });
    const incident = stage.incident();
    dora().close(incident);
    await stage.calm();
    fail = false;
    await stage.after(60_000);
    const [review] = stage.reviews();
    const line = `review.opened:${incident.project}:${incident.id}:${review?.id} ${review?.iid}`;
    expect(heard).toEqual([line, line]);
  });
});
