import { afterEach, describe, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { plainPolicy, project, type Stage, type StageOptions, setStage } from './stage.ts';

const minute = 60_000;
const hour = 60 * minute;

let stage: Stage;
let incident: MadeIssue;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

const dora = () => stage.gitlab.as('dora');
const review = () => {
  const [found] = stage.reviews();
  if (!found) throw new Error('there is no review');
  return found;
};
const reviewAt = () => ({ project, iid: review().iid });
const text = () => review().description;
const block = () => text().match(/<summary>Times that matter<\/summary>[\s\S]*?<\/details>/)?.[0] ?? '';
const row = (title: string) =>
  block()
    .match(new RegExp(`^\\| ${title} \\| (.*) \\|$`, 'm'))?.[1]
    ?.split(' | ');
const moment = (title: string) => block().match(new RegExp(`^- ${title}: (.*)\\.$`, 'm'))?.[1];
const written = () => stage.gitlab.requests.filter(({ method }) => method === 'PUT').length;
const at = (time: string) => `2024-10-31T${time}:00.000Z`;
/** It is compared as often as in a running service. */
const anHour = async (): Promise<void> => {
  for (let round = 0; round < 6; round += 1) {
    await pass(10 * minute);
    await stage.reconcile();
  }
};
const pass = async (ms: number): Promise<void> => {
  await stage.calm();
  await stage.after(ms);
};

/** What was merged and deployed because of the incident; the merge requests lie where they are told to. */
function changed(place: string = project): void {
  const { gitlab } = stage;
  const cause = gitlab.addMergeRequest(place, { title: 'Add a key', mergedAt: at('02:47'), author: 'alice' });
  const revert = gitlab.addMergeRequest(place, {
    title: 'Revert "Add a key"',
    description: `This reverts merge request !${cause.iid}\n\nFor ${project}#${incident.iid}`,
    mergedAt: at('05:30'),
    author: 'alice',
  });
  const deploy = (environment: string, finishedAt: string, mergeRequests: number[]) =>
    gitlab.addDeployment(place, { environment, finishedAt, mergeRequests, user: 'alice' });
  deploy('staging', at('03:00'), [cause.iid]);
  deploy('production', at('03:10'), []);
  deploy('production', at('03:30'), [cause.iid]);
  deploy('production', at('06:10'), [revert.iid]);
}

function tagged(): void {
  const add = (note: string, time: string, tag: string) =>
    dora().addTimelineEvent(incident, { note, occurredAt: at(time), tags: [tag] });
  add('it began', '04:18', 'Start time');
  add('on call answers', '05:04', 'Response initiated');
  add('it is over', '06:20', 'End time');
}

/** An incident that is opened at five, then `happen`s, and is closed at seven. */
async function begin(happen: () => void, options: StageOptions = {}, draft = {}): Promise<void> {
  stage = await setStage(options);
  incident = stage.incident(draft);
  happen();
  await stage.after(2 * hour);
  dora().close(incident);
  await pass(minute);
  await pass(minute);
  stage.gitlab.forgetRequests();
}

const all = () => {
  tagged();
  changed();
  stage.gitlab.addAlert(incident, { title: 'Too many 500', startedAt: at('04:31') });
};

describe('with all that GitLab can tell', () => {
  test('spans, moments and where the time went stand below Details', async () => {
    await begin(all);
    expect(text()).toMatch(/## Details\n\n<details>\n<summary>Times that matter<\/summary>\n/);
    expect(text()).toMatch(/<\/details>\n\n_Fill in: the story in a few paragraphs/);
    expect(row('To detect')).toEqual(['13 min', '2024-10-31 04:18 UTC', '2024-10-31 04:31 UTC']);
    expect(row('To respond')?.[0]).toBe('33 min');
    expect(row('To resolve')?.[0]).toBe('2 hrs 2 min');
    expect(moment('Declared')).toBe('2024-10-31 05:00 UTC. Source: when the incident was opened');
    expect(block().split('\n').slice(-10, -2)).toEqual([
      '| --- | --- | --- | --- |',
      '| The cause was merged | 2024-10-31 02:47 UTC |  | `merge request acme/production!1` |',
      expect.stringMatching(
        /^\| The cause was deployed \| 2024-10-31 03:30 UTC \| 43 min later \| end of deployment \d+ to production \|$/,
      ),
      '| The impact began | 2024-10-31 04:18 UTC | 48 min later | timeline event tagged "Start time" |',
      '| It was noticed | 2024-10-31 04:31 UTC | 13 min later | when the first alert of the incident was raised |',
      '| The revert was merged | 2024-10-31 05:30 UTC | 59 min later | `merge request acme/production!2` |',
      expect.stringContaining('| The revert was deployed | 2024-10-31 06:10 UTC | 40 min later |'),
      '| Service was restored | 2024-10-31 06:20 UTC | 10 min later | timeline event tagged "End time" |',
    ]);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('an incident that does not change has nothing written, nor deployments read again', async () => {
    await begin(all);
    for (let hours = 0; hours < 5; hours += 1) await anHour();
    expect(written()).toBe(0);
    expect(stage.gitlab.requests.some(({ path }) => path.includes('related_merge_requests'))).toBe(true);
    expect(stage.gitlab.requests.filter(({ path }) => path.includes('/deployments'))).toEqual([]);
  });

  test('what the timeline tells later moves the spans', async () => {
    await begin(all);
    dora().addTimelineEvent(incident, { note: 'seen', occurredAt: at('04:25'), tags: ['Impact detected'] });
    await anHour();
    await anHour();
    expect(row('To detect')?.[0]).toBe('7 min');
    expect(moment('Detected')).toBe('2024-10-31 04:25 UTC. Source: timeline event tagged "Impact detected"');
    expect(stage.gitlab.journal.mentions).toEqual([]);
  });
});

describe('as far as it is known', () => {
  test('with nothing but the impact window there is no block', async () => {
    await begin(() => {
      dora().addTimelineEvent(incident, { note: 'it began', occurredAt: at('04:18'), tags: ['Start time'] });
    });
    expect(block()).toBe('');
    expect(text()).toMatch(/## Details\n\n_Fill in/);
  });

  test('the label that tells of mitigation is found in the record, though another has taken its place', async () => {
    const policy = `${plainPolicy}trigger: { labels: { mitigated: "Incident::Mitigated", resolved: "Incident::Resolved" } }\n`;
    await begin(() => dora().addLabels(incident, ['Incident::Mitigated']), { policy });
    dora().addLabels(incident, ['Incident::Resolved']);
    await pass(minute);
    await pass(minute);
    expect(moment('Mitigated')).toBe(
      '2024-10-31 05:00 UTC. Source: when the label "Incident::Mitigated" was set',
    );
  });

  test('without access to merge requests and deployments, what the timeline tells is told', async () => {
    await begin(
      () => {
        tagged();
        changed();
      },
      { role: 'guest' },
    );
    expect(row('To resolve')?.[0]).toBe('2 hrs 2 min');
    expect(moment('Responded')).toContain('05:04 UTC');
    expect(block()).not.toContain('Where the time went');
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('a revert that is deployed later is told of then', async () => {
    await begin(() => {
      const { iid } = stage.gitlab.addMergeRequest(project, {
        title: 'Revert "Add a key"',
        description: `This reverts merge request !9\n\nFor #${incident.iid}`,
        mergedAt: at('06:30'),
        author: 'alice',
      });
      expect(iid).toBe(1);
    });
    expect(row('The revert was merged')?.[0]).toBe('2024-10-31 06:30 UTC');
    expect(block()).not.toMatch(/The cause was|The revert was deployed/);
    const finishedAt = at('06:50');
    stage.gitlab.addDeployment(project, {
      environment: 'gprd',
      finishedAt,
      mergeRequests: [1],
      user: 'alice',
    });
    await anHour();
    await anHour();
    expect(row('The revert was deployed')?.[0]).toBe('2024-10-31 06:50 UTC');
  });

  test('a block that has nothing left to tell does not go on saying what it said', async () => {
    await begin(() => stage.gitlab.addAlert(incident, { title: 'x', startedAt: at('05:01') }));
    expect(moment('Detected')).toContain('05:01 UTC');
    stage.gitlab.removeMember(project, 'incident-review-bot');
    stage.gitlab.addMember(project, 'incident-review-bot', 'reporter');
    await anHour();
    await anHour();
    expect(moment('Detected')).toBeUndefined();
    expect(moment('Declared')).toContain('05:00 UTC');
  });

  test('nor does one of which a part is not known any more', async () => {
    await begin(all);
    stage.gitlab.removeMember(project, 'incident-review-bot');
    stage.gitlab.addMember(project, 'incident-review-bot', 'planner');
    await anHour();
    await anHour();
    expect(block()).not.toContain('Where the time went');
    expect(moment('Detected')).toBeUndefined();
    expect(row('To resolve')?.[0]).toBe('2 hrs 2 min');
  });
});

describe('a person', () => {
  test('who corrects the start moves the spans, and is named as their source', async () => {
    await begin(all);
    stage.gitlab
      .as('alice')
      .editDescription(
        reviewAt(),
        text().replace('| Start Time | 2024-10-31 04:18 UTC |', '| Start Time | 2024-10-31 04:00 UTC |'),
      );
    await pass(minute);
    expect(row('To detect')?.[0]).toBe('31 min');
    expect(row('To resolve')?.[0]).toBe('2 hrs 20 min');
    expect(moment('Impact start')).toBe('2024-10-31 04:00 UTC. Source: as a person wrote it in this review');
  });

  test('who changes the block, or takes it out, has the last word', async () => {
    await begin(all);
    const edited = text().replace('13 min', 'too long');
    stage.gitlab.as('alice').editDescription(reviewAt(), edited);
    dora().addTimelineEvent(incident, { note: 'seen', occurredAt: at('04:25'), tags: ['Impact detected'] });
    await anHour();
    await anHour();
    expect(row('To detect')?.[0]).toBe('too long');
    stage.gitlab
      .as('alice')
      .editDescription(reviewAt(), text().replace(/<details>\n<summary>Times[\s\S]*?<\/details>\n/, ''));
    await anHour();
    await anHour();
    expect(block()).toBe('');
  });
});

describe('of what not everybody may know', () => {
  const elsewhere = (visibility: 'public' | 'private') => () => {
    const members = { alice: 'developer', 'incident-review-bot': 'developer' } as const;
    stage.gitlab.addProject({ path: 'acme/secret', visibility, members });
    tagged();
    changed('acme/secret');
  };

  test('a merge request of a project that fewer people can read is left out', async () => {
    await begin(elsewhere('private'));
    expect(moment('Responded')).toContain('05:04 UTC');
    expect(text()).not.toContain('acme/secret');
    expect(block()).not.toContain('Where the time went');
  });

  test('one of a project that everybody can read is told of', async () => {
    await begin(elsewhere('public'));
    expect(row('The revert was merged')?.at(-1)).toBe('`merge request acme/secret!2`');
  });

  test('where guests read reviews, merge requests of a private project are left out', async () => {
    await begin(() => {
      stage.gitlab.addUser({ username: 'gina' });
      stage.gitlab.addMember(project, 'gina', 'guest');
      all();
    });
    expect(row('To detect')?.[0]).toBe('13 min');
    expect(block()).not.toContain('acme/production!');
  });

  test('but not from a confidential review, which guests do not read', async () => {
    await begin(
      () => {
        stage.gitlab.addUser({ username: 'gina' });
        stage.gitlab.addMember(project, 'gina', 'guest');
        all();
      },
      {},
      { confidential: true },
    );
    expect(review().confidential).toBe(true);
    expect(row('The revert was merged')?.at(-1)).toBe('`merge request acme/production!2`');
  });

  test('where a confidential incident has readers that its review has not, nothing is written', async () => {
    await begin(all);
    stage.gitlab.forgetRequests();
    dora().setConfidential(incident, true);
    dora().addTimelineEvent(incident, { note: 'seen', occurredAt: at('04:25'), tags: ['Impact detected'] });
    await pass(minute);
    await pass(minute);
    expect(review().confidential).toBe(true);
    expect(row('To detect')?.[0]).toBe('7 min');
  });
});

test('after a lost database times are gathered again, and the block is what it was', async () => {
  await begin(all);
  const before = text();
  await stage.restart({ fresh: true });
  await stage.rebuild();
  await stage.reconcile();
  for (let hours = 0; hours < 3; hours += 1) await anHour();
  expect(text()).toBe(before);
  dora().addTimelineEvent(incident, { note: 'seen', occurredAt: at('04:25'), tags: ['Impact detected'] });
  await anHour();
  await anHour();
  expect(row('To detect')?.[0]).toBe('7 min');
  expect(row('The revert was deployed')?.[0]).toBe('2024-10-31 06:10 UTC');
});
