import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import type { ShownIssue } from '../../src/sandbox/gitlab/index.ts';
import { type Stage, setStage } from './stage.ts';

const title = 'A "customer" read the mail of another';
const saying = (text: string): Message => ({
  parts: [{ kind: 'paragraph', words: [{ kind: 'text', text, styles: [] }] }],
});

type Slip = (stage: Stage, incident: ShownIssue) => unknown;
const say =
  (to: string, text: string): Slip =>
  (stage) =>
    stage.deps.slack?.post(to, saying(text), 'key');
const write =
  (method: string, path: string, body: object): Slip =>
  ({ gitlab }, { project }) =>
    fetch(`${gitlab.url}/api/v4/projects/${project}/${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'private-token': 'glpat-the-token-of-the-bot' },
      body: JSON.stringify(body),
    });
const park =
  (detail: string): Slip =>
  async ({ storage, clock }) => {
    const warning = { about: 'hook', project: 'acme/production', enabled: false } as const;
    const body = { kind: 'warn-operators', warning } as const;
    await storage.commit({ at: clock.now(), intents: [{ key: 'k', subject: 's', body }] });
    const [claimed] = await storage.claimIntents('slack', 1, clock.now(), 1_000);
    const outcome = { status: 'parked', problem: 'slack-refused', detail } as const;
    await storage.commit({ at: clock.now(), intent: { id: claimed?.id ?? 0, outcome } });
  };

const slips: [string, Slip, RegExp][] = [
  ['a title in the log', ({ deps }) => deps.log.debug({ about: title }, 'x'), /log: x shows A /],
  ['a title in an error', ({ deps }) => deps.log.warn({ err: new Error(title) }, 'x'), /log: x shows A /],
  [
    'a token in the log',
    ({ deps }) => deps.log.info({ said: 'xoxb-the-token-of-the-stories' }, 'x'),
    /shows xoxb/,
  ],
  [
    'a title among the metrics',
    ({ deps }) => deps.metrics.apiCall('gitlab', title, '200'),
    /metrics shows A /,
  ],
  ['a title where it failed', park(`cannot say ${title}`), /parked: i:\d+ shows A /],
  [
    'a title in the reason of a restarted one',
    async (stage, incident) => {
      await park(title)(stage, incident);
      await stage.restart({ fresh: true });
    },
    /history: k shows A /,
  ],
  ['a title in a channel', say('#g_runner', `oh no: ${title}`), /chat\.postMessage "#g_runner" shows A /],
  ['a title in disguise', say('#g_runner', 'a &lt;customer* READ the\u200b mail of\nanother'), /shows A /],
  [
    'an address in a channel',
    (stage, incident) => say('#g_runner', `look at ${incident.url}!`)(stage, incident),
    /chat\.postMessage "#g_runner" shows http/,
  ],
  [
    'a number in a channel',
    (stage, incident) => say('#g_runner', `acme/production#${incident.iid}`)(stage, incident),
    /chat\.postMessage "#g_runner" shows acme\/production#/,
  ],
  [
    'a title in a bookmark',
    async ({ deps, slack }) => {
      const id = slack.channel('g_runner').id;
      await deps.slack?.ensureJoined(id);
      await deps.slack?.ensureBookmark(id, { title, link: 'https://example.com' });
    },
    /bookmarks\.add null shows A /,
  ],
  [
    'a title in an open issue',
    write('POST', 'issues', { title: `About: ${title}` }),
    /GitLab: POST .* shows A /,
  ],
  [
    'an address in an open comment',
    (stage, incident) => {
      const open = stage.incident({ title: 'Known to all' });
      return write('POST', `issues/${open.iid}/notes`, { body: incident.url })(stage, incident);
    },
    /GitLab: POST .*notes shows http/,
  ],
];

test.each(slips)('a story that ends with %s fails', async (_, slip, expected) => {
  const stage = await setStage({ slack: true });
  const incident = stage.incident({ title, confidential: true });
  await slip(stage, stage.gitlab.issue(incident));
  await expect(stage.close()).rejects.toThrow(expected);
});

const turning: [string, (stage: Stage, turn: () => void) => unknown, RegExp][] = [
  [
    'is said in a channel afterwards',
    async (stage, turn) => {
      turn();
      await stage.deps.slack?.post('#g_runner', saying(title), 'key');
    },
    /chat\.postMessage "#g_runner" shows A /,
  ],
  [
    'stands in the message that takes its place',
    async ({ deps, slack }, turn) => {
      const posted = await deps.slack?.post('#g_runner', saying(title), 'key');
      turn();
      await fetch(`${slack.apiUrl}chat.update`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          authorization: 'Bearer xoxb-the-token-of-the-stories',
        },
        body: JSON.stringify({ ...posted, text: `no more of ${title}` }),
      });
    },
    /chat\.update "C\w+" shows A /,
  ],
  [
    'was in the log before',
    ({ deps }, turn) => {
      deps.log.info({ about: title }, 'x');
      turn();
    },
    /log: x shows A /,
  ],
  [
    'was another one before it was renamed',
    async ({ gitlab, deps }, turn) => {
      turn();
      const [incident] = gitlab.snapshot().projects.flatMap(({ issues }) => issues);
      if (incident) gitlab.as('dora').setTitle(incident, 'Nothing to see');
      await deps.slack?.post('#g_runner', saying(title), 'key');
    },
    /chat\.postMessage "#g_runner" shows A /,
  ],
  [
    'is said after it was deleted',
    async ({ gitlab, deps }, turn) => {
      turn();
      const [incident] = gitlab.snapshot().projects.flatMap(({ issues }) => issues);
      if (incident) gitlab.as('dora').deleteIssue(incident);
      await deps.slack?.post('#g_runner', saying(title), 'key');
    },
    /chat\.postMessage "#g_runner" shows A /,
  ],
];

test.each(turning)('a story fails whose incident turns confidential and %s', async (_, act, expected) => {
  const stage = await setStage({ slack: true });
  const incident = stage.incident({ title });
  await act(stage, () => stage.gitlab.as('dora').setConfidential(incident, true));
  await expect(stage.close()).rejects.toThrow(expected);
});

describe('no story fails for what', () => {
  test('is said to one person, in a review as confidential, or of an incident that all may read', async () => {
    const stage = await setStage({ slack: true });
    const incident = stage.gitlab.issue(stage.incident({ title, confidential: true }));
    const direct = (await stage.deps.slack?.openDirect(stage.slack.snapshot().users[0]?.id ?? '')) ?? '';
    await say(direct, title)(stage, incident);
    await write('POST', 'issues', { title: `Incident Review: ${title}`, confidential: true })(
      stage,
      incident,
    );
    await write('POST', `issues/${incident.iid}/notes`, { body: title })(stage, incident);
    stage.incident({ title: 'Known to all' });
    stage.incident({ title: 'Known to', confidential: true });
    await say('#g_runner', `Known to all, see ${incident.url}9`)(stage, incident);
    stage.deps.log.info({ about: 'Known to all' }, 'x');
    await stage.close();
  });

  test('was said before it turned confidential, or after it was shown to all', async () => {
    const stage = await setStage({ slack: true });
    const [first, second] = [
      stage.incident({ title }),
      stage.incident({ title: 'Opened', confidential: true }),
    ];
    await stage.deps.slack?.post('#g_runner', saying(title), 'key');
    stage.gitlab.as('dora').setConfidential(first, true);
    stage.gitlab.as('dora').setConfidential(second, false);
    await stage.deps.slack?.post('#g_runner', saying('Opened'), 'another');
    await stage.close();
  });
});
