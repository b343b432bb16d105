import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { requiredScopes } from '../../src/adapters/slack/methods.ts';
import type { Announcement } from '../../src/domain/announcement.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import type { ShownMessage } from '../../src/sandbox/slack/shown.ts';
import { type Stage, setStage } from './stage.ts';

const policy = `
gitlab: { projects: [{ incidents: acme/production }] }
people:
  - { gitlab: alice, email: alice@example.com }
  - { gitlab: carol, email: carol@example.com }
services:
  - { label: "Service::CI Runners", team: runner, owners: [alice, carol], manager: bob, channel: "#g_runner" }
`;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ policy, slack: true });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  stage.slack.assertNothingUnforeseen();
  await stage.close();
});

async function close(incident: MadeIssue): Promise<void> {
  stage.gitlab.as('dora').close(incident);
  await stage.calm();
}

/** The row's evidence. */
async function evidence(incident: MadeIssue): Promise<Announcement | null> {
  const { project, id } = stage.gitlab.issue(incident);
  return (await stage.storage.reviewOf({ project, issue: id }))?.announcement ?? null;
}

/** Who said what where, of all conversations. */
function said(): { where: string; text: string }[] {
  const { channels, directs, users } = stage.slack.snapshot();
  const nameOf = (id: string) => users.find((user) => user.id === id)?.name ?? id;
  return [
    ...channels.flatMap(({ name, messages }) => messages.map(({ text }) => ({ where: `#${name}`, text }))),
    ...directs.flatMap((direct) =>
      direct.messages.map(({ text }) => ({ where: `@${nameOf(direct.with)}`, text })),
    ),
  ].filter(({ text }) => !text.includes('has joined'));
}

const places = () => said().map(({ where }) => where);

function messageIn(channel: string): ShownMessage {
  const message = stage.slack.channel(channel).messages.find(({ blocks }) => blocks.length > 0);
  if (!message) throw new Error(`nothing was said in #${channel}`);
  return message;
}

describe('the ladder', () => {
  test('the channel of the incident, by the pattern: said once, with where it can be looked at', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    const incident = stage.incident();
    await close(incident);
    expect(places()).toEqual(['#incident-1']);
    const { text, blocks, metadata } = messageIn('incident-1');
    expect(text).toContain('An incident review was opened for #1 Runner verification answers 500');
    expect(text).toContain('Due: 2024-11-07, a Thursday');
    expect(JSON.stringify(blocks)).toContain('"user_id"');
    expect(JSON.stringify(metadata)).not.toContain('Runner');
    const { id } = stage.slack.channel('incident-1');
    expect(await evidence(incident)).toMatchObject({
      outcome: 'announced',
      where: { rung: 'incident-channel', place: '#incident-1', channel: id },
      tried: [],
    });
    expect((await evidence(incident))?.where?.permalink).toContain(`/archives/${id}/p`);
  });

  test('a channel that the incident links to wins over the pattern', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    const { id } = stage.slack.addChannel({ name: 'fire-in-the-runners' });
    await close(
      stage.incident({ description: `We talk in https://acme.slack.com/archives/${id} about it.` }),
    );
    expect(places()).toEqual(['#fire-in-the-runners']);
  });

  test.each([
    ['archived', () => stage.slack.addChannel({ name: 'incident-1', archived: true }), 'it is archived'],
    ['missing', () => undefined, 'there is no such channel'],
    [
      'private',
      () => stage.slack.addChannel({ name: 'incident-1', private: true }),
      'there is no such channel',
    ],
  ])('%s: the channel of the service', async (_, prepare, because) => {
    prepare();
    const incident = stage.incident();
    await close(incident);
    expect(places()).toEqual(['#g_runner']);
    const found = await evidence(incident);
    expect(found).toMatchObject({
      outcome: 'announced',
      where: { rung: 'service-channel', place: '#g_runner' },
      tried: [{ rung: 'incident-channel', place: '#incident-1' }],
    });
    expect(found?.tried[0]?.because).toContain(because);
  });

  test('a linked channel that another company can read is passed over', async () => {
    const { id } = stage.slack.addChannel({ name: 'with-partners', external: true });
    const incident = stage.incident({ description: `https://acme.slack.com/archives/${id}` });
    await close(incident);
    expect(places()).toEqual(['#g_runner']);
    expect((await evidence(incident))?.tried).toMatchObject([
      { place: '#with-partners', because: 'it is shared with another workspace' },
    ]);
  });

  test('the reviews channel, where the service has none that can be written to', async () => {
    stage.slack.as('alice').archive('g_runner');
    await close(stage.incident());
    expect(places()).toEqual(['#incident-reviews']);
  });

  test('the DRI, where no channel can be written to', async () => {
    stage.slack.as('alice').archive('g_runner');
    stage.slack.as('alice').archive('incident-reviews');
    const incident = stage.incident();
    await close(incident);
    expect(places()).toEqual(['@alice']);
    expect(said()[0]?.text).toContain('You own an incident review.');
    expect(await evidence(incident)).toMatchObject({ where: { rung: 'dri', place: '@alice' } });
  });

  test('nowhere: why not is kept for each place, and nothing is parked', async () => {
    stage.slack.as('alice').archive('g_runner');
    stage.slack.as('alice').archive('incident-reviews');
    const incident = stage.incident({ labels: ['incident', 'severity::1'] });
    await close(incident);
    expect(said()).toEqual([]);
    const found = await evidence(incident);
    expect(found?.outcome).toBe('not-announced');
    expect(found?.tried.map(({ rung, because }) => [rung, because])).toEqual([
      ['incident-channel', expect.stringContaining('no such channel')],
      ['reviews-channel', 'it is archived'],
      ['dri', 'nobody is assigned'],
    ]);
  });
});

describe('once', () => {
  test('told twice and again after a reopen', async () => {
    const incident = stage.incident();
    await close(incident);
    for (const delivery of [...stage.gitlab.deliveries]) await stage.gitlab.redeliver(delivery);
    await stage.calm();
    stage.gitlab.as('dora').reopen(incident);
    stage.gitlab.as('dora').close(incident);
    await stage.calm();
    expect(places()).toEqual(['#g_runner']);
  });

  test('an answer that was lost: the message is found, and not said again', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    stage.slack.faults.next({ kind: 'drop-after', method: 'chat.postMessage' });
    const incident = stage.incident();
    await close(incident);
    await stage.after(60_000);
    expect(places()).toEqual(['#incident-1']);
    expect(await evidence(incident)).toMatchObject({
      outcome: 'announced',
      where: { rung: 'incident-channel' },
    });
  });

  test('a call that was certainly not taken is made once more, when enough time has passed', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    stage.slack.faults.next({ kind: '503-before', method: 'chat.postMessage' });
    await close(stage.incident());
    await stage.after(60_000);
    expect(places()).toEqual([]);
    await stage.after(200_000);
    expect(places()).toEqual(['#incident-1']);
  });

  test('a crash between the message and its record', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    const incident = stage.incident();
    stage.gitlab.as('dora').close(incident);
    const { endSend } = stage.storage;
    Object.assign(stage.storage, { endSend: () => Promise.reject(new Error('the process was killed')) });
    await stage.calm();
    expect(places()).toEqual(['#incident-1']);
    Object.assign(stage.storage, { endSend });
    for (const { id } of await stage.storage.parked()) await stage.storage.retryParked(id, stage.clock.now());
    await stage.restart();
    await stage.after(60_000);
    expect(places()).toEqual(['#incident-1']);
    expect(await evidence(incident)).toMatchObject({ outcome: 'announced' });
  });

  test('Slack is down: the review is there all the same, and is announced when Slack is back', async () => {
    stage.slack.faults.down(true);
    const incident = stage.incident();
    await close(incident);
    expect(stage.reviews()).toHaveLength(1);
    await stage.after(3_600_000);
    expect(await evidence(incident)).toBeNull();
    stage.slack.faults.down(false);
    await stage.after(3_600_000);
    expect(places()).toEqual(['#g_runner']);
  });

  test('a revoked token stops nothing of GitLab, and is tried again', async () => {
    stage.slack.configureApp({ revoked: true });
    await close(stage.incident());
    expect(stage.reviews()).toHaveLength(1);
    expect(await stage.storage.parked()).toEqual([]);
    stage.slack.configureApp({ revoked: false });
    await stage.after(3_600_000);
    expect(places()).toEqual(['#g_runner']);
  });
});

test('without the scope to look, a lost answer is left, and said to be unknown', async () => {
  await stage.close();
  stage = await setStage({
    policy,
    slack: [
      'chat:write',
      'chat:write.public',
      'channels:read',
      'groups:read',
      'im:write',
      'users:read',
      'users:read.email',
    ],
  });
  stage.slack.faults.next({ kind: 'drop-before', method: 'chat.postMessage' });
  const incident = stage.incident();
  await close(incident);
  await stage.after(3_600_000);
  expect(places()).toEqual([]);
  expect(await evidence(incident)).toMatchObject({ outcome: 'unknown', where: null });
  expect(await stage.storage.parked()).toEqual([]);
});

describe('a bookmark in the channel of the incident', () => {
  test('leads to the review, once', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    await close(stage.incident());
    const [review] = stage.reviews();
    expect(stage.slack.channel('incident-1').bookmarks).toMatchObject([
      { title: 'Incident Review', link: review?.url },
    ]);
  });

  test('is made in no other channel', async () => {
    await close(stage.incident());
    expect(stage.slack.channel('g_runner').bookmarks).toEqual([]);
  });
});

describe('what is confidential', () => {
  test('is told to the DRI alone, and no channel hears a word', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    const incident = stage.incident({ title: 'Tokens were printed in job logs', confidential: true });
    await close(incident);
    expect(places()).toEqual(['@alice']);
    expect(said()[0]?.text).toContain('Tokens were printed in job logs');
    expect(stage.slack.channel('incident-1').bookmarks).toEqual([]);
    for (const { method, args } of stage.slack.requests) {
      if (method !== 'chat.postMessage' || String(args.channel).startsWith('D')) continue;
      expect.fail(`${method} to ${String(args.channel)}`);
    }
  });

  test('turned confidential while Slack was down: nothing is said in a channel', async () => {
    stage.slack.faults.down(true);
    const incident = stage.incident({ title: 'Tokens were printed in job logs' });
    await close(incident);
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    stage.slack.faults.down(false);
    await stage.after(3_600_000);
    expect(places()).toEqual(['@alice']);
  });

  test('turned confidential and GitLab never told us: it is read at that moment', async () => {
    stage.slack.faults.down(true);
    const incident = stage.incident({ title: 'Tokens were printed in job logs' });
    await close(incident);
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 10 });
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    stage.slack.faults.down(false);
    await stage.after(3_600_000);
    expect(places()).toEqual(['@alice']);
  });

  test('a DRI who may not read it in GitLab any more hears nothing', async () => {
    stage.slack.faults.down(true);
    const incident = stage.incident({ title: 'Tokens were printed in job logs', confidential: true });
    await close(incident);
    stage.gitlab.removeMember('acme/production', 'alice');
    stage.slack.faults.down(false);
    await stage.after(3_600_000);
    expect(said()).toEqual([]);
    expect((await evidence(incident))?.tried).toMatchObject([
      { rung: 'dri', because: expect.stringContaining('may not read') },
    ]);
  });
});

describe('a review without an owner', () => {
  const nobody = { labels: ['incident', 'severity::1'] };

  test('announced in the reviews channel says so there, once', async () => {
    await close(stage.incident(nobody));
    expect(said()).toEqual([
      { where: '#incident-reviews', text: expect.stringContaining('Owner: nobody yet') },
    ]);
  });

  test('announced elsewhere: the reviews channel is told', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    await close(stage.incident(nobody));
    expect(said()).toMatchObject([
      { where: '#incident-reviews', text: expect.stringContaining('Nobody owns an incident review') },
      { where: '#incident-1' },
    ]);
  });

  test('and another announced there: one message a second', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    stage.gitlab.as('dora').close(stage.incident(nobody));
    await close(stage.incident({ ...nobody, title: 'The next one' }));
    expect(places().sort()).toEqual(['#incident-1', '#incident-reviews']);
    await stage.after(999);
    expect(places()).toHaveLength(2);
    await stage.after(1);
    expect(places().sort()).toEqual(['#incident-1', '#incident-reviews', '#incident-reviews']);
  });

  test('and confidential: that there is one, and nothing else', async () => {
    await close(stage.incident({ ...nobody, title: 'Tokens were printed', confidential: true }));
    expect(said()).toMatchObject([{ where: '#incident-reviews' }]);
    expect(said()[0]?.text).not.toMatch(/Tokens|#\d|http/);
  });
});

test('people in Slack who are not who they were hear nothing', async () => {
  stage.slack.as('alice').archive('g_runner');
  stage.slack.as('alice').archive('incident-reviews');
  await stage.close();
  stage = await setStage({ policy: policy.replace('alice@example.com', 'gone@example.com'), slack: true });
  stage.slack.addUser({ name: 'gone', email: 'gone@example.com', deleted: true });
  const incident = stage.incident({ confidential: true });
  await close(incident);
  expect(said()).toEqual([]);
  expect((await evidence(incident))?.tried).toMatchObject([{ rung: 'dri', place: '@alice' }]);
});

test('text of people can neither mention nor link nor format', async () => {
  const title = 'API & <!channel> <@U012345> *bold* <https://evil.example|click> `code` ~x~ :fire:';
  await close(stage.incident({ title }));
  const { text, blocks } = messageIn('g_runner');
  expect(text).toContain('API &amp; &lt;!channel&gt; &lt;@U012345&gt;');
  expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
  expect(JSON.stringify(blocks)).toContain(JSON.stringify(title).slice(1, -1));
});

describe('turned confidential after it was announced', () => {
  const title = 'Tokens were printed in job logs';

  test('the message and the bookmark are taken back', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    const incident = stage.incident({ title });
    await close(incident);
    expect(places()).toEqual(['#incident-1']);
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    expect(said()).toEqual([]);
    expect(stage.slack.channel('incident-1').bookmarks).toEqual([]);
    expect(await evidence(incident)).toMatchObject({ outcome: 'retracted', where: { place: '#incident-1' } });
    expect(stage.reviews()).toMatchObject([{ confidential: true }]);
  });

  test('the review alone: the same', async () => {
    const incident = stage.incident({ title });
    await close(incident);
    const [review] = stage.reviews();
    if (!review) throw new Error('there is no review');
    stage.gitlab.as('dora').setConfidential({ project: 'acme/production', iid: review.iid }, true);
    await stage.calm();
    expect(said()).toEqual([]);
  });

  test('and what was said of its missing owner too', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    const incident = stage.incident({ title, labels: ['incident', 'severity::1'] });
    await close(incident);
    expect(places().sort()).toEqual(['#incident-1', '#incident-reviews']);
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    expect(said()).toEqual([]);
  });

  test('in a channel that was archived meanwhile: the message goes, a bookmark that stays is for a person', async () => {
    stage.slack.addChannel({ name: 'incident-1', members: ['alice'] });
    const incident = stage.incident({ title, labels: ['incident', 'severity::1'] });
    await close(incident);
    expect(places().sort()).toEqual(['#incident-1', '#incident-reviews']);
    stage.slack.as('alice').archive('incident-1');
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    expect(said()).toEqual([]);
    const parked = await stage.storage.parked();
    expect(parked).toMatchObject([{ what: 'retract-messages', problem: 'slack-closed' }]);
    expect(parked[0]?.detail).toContain('#incident-1 still shows a bookmark');
  });

  test('what nobody can take back keeps nothing else, and is parked with its place', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    const incident = stage.incident({ title, labels: ['incident', 'severity::1'] });
    await close(incident);
    stage.slack.faults.next({ kind: 'error', method: 'chat.delete', error: 'cant_delete_message' });
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    expect(said()).toHaveLength(1);
    expect(stage.slack.channel('incident-1').bookmarks).toEqual([]);
    const [parked] = await stage.storage.parked();
    expect(parked?.detail).toMatch(/#incident-(1|reviews) still shows a message: .*cant_delete_message/);
  });

  test('after the review was moved: what was said of it where it was', async () => {
    stage.slack.addChannel({ name: 'incident-1' });
    const incident = stage.incident({ title });
    await close(incident);
    stage.gitlab.addProject({
      path: 'acme/other',
      members: { dora: 'developer', 'incident-review-bot': 'maintainer' },
    });
    const [review] = stage.reviews();
    if (!review) throw new Error('there is no review');
    stage.gitlab.as('dora').move({ project: 'acme/production', iid: review.iid }, 'acme/other');
    await stage.calm();
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.after(3_600_000);
    expect(said()).toEqual([]);
    expect(stage.slack.channel('incident-1').bookmarks).toEqual([]);
  });

  test('after the review was deleted and asked for again: both messages', async () => {
    const incident = stage.incident({ title });
    await close(incident);
    const [review] = stage.reviews();
    if (!review) throw new Error('there is no review');
    stage.gitlab.as('dora').deleteIssue({ project: 'acme/production', iid: review.iid });
    stage.gitlab.as('dora').addLabels(incident, ['review-requested']);
    await stage.after(3_600_000);
    expect(places()).toEqual(['#g_runner', '#g_runner']);
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.after(3_600_000);
    expect(said()).toEqual([]);
  });

  test('of which nobody knows whether it was said: a person is told to look', async () => {
    await stage.close();
    stage = await setStage({ policy, slack: [...requiredScopes] });
    stage.slack.addChannel({ name: 'incident-1' });
    stage.slack.faults.next({ kind: 'drop-after', method: 'chat.postMessage' });
    const incident = stage.incident({ title });
    await close(incident);
    await stage.after(3_600_000);
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.after(3_600_000);
    expect(await evidence(incident)).toMatchObject({ outcome: 'unknown' });
    const [parked] = await stage.storage.parked();
    expect(parked?.detail).toContain('nobody knows whether #incident-1 shows a message about it');
  });

  test('and open again before Slack was there: nothing is taken back', async () => {
    const incident = stage.incident({ title });
    await close(incident);
    stage.slack.faults.down(true);
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    stage.gitlab.as('dora').setConfidential(incident, false);
    const [review] = stage.reviews();
    if (!review) throw new Error('there is no review');
    stage.gitlab.as('dora').setConfidential({ project: 'acme/production', iid: review.iid }, false);
    await stage.calm();
    stage.slack.faults.down(false);
    await stage.after(3_600_000);
    expect(places()).toEqual(['#g_runner']);
    expect(await evidence(incident)).toMatchObject({ outcome: 'announced' });
  });

  test('Slack is down at that moment: it is taken back when Slack is there again', async () => {
    const incident = stage.incident({ title });
    await close(incident);
    stage.slack.faults.down(true);
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    stage.slack.faults.down(false);
    await stage.after(3_600_000);
    expect(said()).toEqual([]);
  });

  test('before anybody knew that it had been said: it is taken back, and the evidence says so', async () => {
    stage.slack.faults.next({ kind: '503-after', method: 'chat.postMessage' });
    const incident = stage.incident({ title });
    await close(incident);
    stage.gitlab.as('dora').setConfidential(incident, true);
    await stage.calm();
    await stage.after(3_600_000);
    expect(said()).toEqual([]);
    expect(await evidence(incident)).toMatchObject({ outcome: 'retracted' });
  });
});

describe('what went elsewhere meanwhile', () => {
  test('an incident that was moved and is confidential there is told to the DRI alone', async () => {
    stage.slack.faults.down(true);
    const incident = stage.incident({ title: 'Tokens were printed in job logs' });
    await close(incident);
    const dora = stage.gitlab.as('dora');
    stage.gitlab.addProject({
      path: 'acme/secret',
      members: { dora: 'developer', alice: 'developer', 'incident-review-bot': 'maintainer' },
    });
    stage.gitlab.faults.nextWebhook({ kind: 'lost', times: 20 });
    const there = dora.move(incident, 'acme/secret');
    dora.setConfidential({ project: 'acme/secret', iid: there.iid }, true);
    await stage.calm();
    stage.slack.faults.down(false);
    await stage.after(3_600_000);
    expect(places()).toEqual(['@alice']);
  });

  test('a review that was moved while Slack was down is announced where it is', async () => {
    stage.slack.faults.down(true);
    await close(stage.incident());
    stage.gitlab.addProject({
      path: 'acme/other',
      members: { dora: 'developer', alice: 'developer', 'incident-review-bot': 'maintainer' },
    });
    const [review] = stage.reviews();
    if (!review) throw new Error('there is no review');
    stage.gitlab.as('dora').move({ project: 'acme/production', iid: review.iid }, 'acme/other');
    await stage.calm();
    stage.slack.faults.down(false);
    await stage.after(3_600_000);
    expect(said()).toHaveLength(1);
  });

  test('a lost answer for a channel that does not exist: the next rung', async () => {
    stage.slack.faults.next({ kind: 'drop-before', method: 'chat.postMessage' });
    await close(stage.incident());
    await stage.after(3_600_000);
    expect(places()).toEqual(['#g_runner']);
  });

  test.each(['channel_is_limited_access', 'access_denied', 'team_access_not_granted', 'a_word_nobody_knows'])(
    'a linked channel of which Slack says %s: the next rung',
    async (error) => {
      stage.slack.faults.next({ kind: 'error', method: 'conversations.info', error });
      const incident = stage.incident({ description: 'https://acme.slack.com/archives/C0123ABCD' });
      await close(incident);
      expect(places()).toEqual(['#g_runner']);
      expect((await evidence(incident))?.tried).toMatchObject([{ rung: 'incident-channel' }]);
    },
  );

  test('a channel of the pattern that another company can read is passed over', async () => {
    stage.slack.addChannel({ name: 'incident-1', external: true });
    await close(stage.incident());
    expect(places()).toEqual(['#g_runner']);
  });
});

test('the times of the ticket are not told as the impact', async () => {
  await close(stage.incident());
  expect(messageIn('g_runner').text).not.toContain('Impact');
});

test('metadata names no incident', async () => {
  await close(stage.incident());
  const { metadata } = messageIn('g_runner');
  expect(metadata?.event_payload.key).toMatch(/^[0-9a-f]{32}$/);
});

test('few lookups for many announcements', async () => {
  for (let n = 0; n < 12; n += 1) stage.gitlab.as('dora').close(stage.incident());
  await stage.calm();
  await stage.after(30_000);
  const asked = stage.slack.requests.filter(({ method }) => method === 'users.lookupByEmail');
  expect(asked.length).toBeLessThanOrEqual(2);
  const mentions = JSON.stringify(stage.slack.channel('g_runner').messages).split('"user_id"').length - 1;
  expect(mentions).toBe(12);
});
