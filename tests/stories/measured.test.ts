import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { type MetricsDouble, startMetricsDouble } from '../../src/sandbox/metrics/index.ts';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';
import { measuredPolicy, traffic } from './traffic.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

let stage: Stage;
let metrics: MetricsDouble;
let incident: MadeIssue;
let now: () => Date = () => new Date();

beforeEach(async () => {
  metrics = await startMetricsDouble({ now: () => now(), traffics: [traffic], retentionDays: 7 });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
  await metrics.close();
});

const policy = () => measuredPolicy(metrics.url);
const dora = () => stage.gitlab.as('dora');
const alice = () => stage.gitlab.as('alice');
const review = () => {
  const [found] = stage.reviews();
  if (!found) throw new Error('there is no review');
  return found;
};
const reviewAt = () => ({ project, iid: review().iid });
const text = () => review().description;
const cell = (title: string) => text().match(new RegExp(`^\\| ${title} \\| (.*) \\|$`, 'm'))?.[1];
const figures = () => [cell('Customers Affected'), cell('Requests Affected')];
const evidence = () => text().match(/<summary>What was measured<\/summary>[\s\S]*?<\/details>/)?.[0] ?? '';
const written = () => stage.gitlab.requests.filter(({ method }) => method === 'PUT').length;
const rowOf = () => stage.storage.reviewOf({ project: incident.project, issue: incident.id });
const pass = async (ms: number): Promise<void> => {
  await stage.calm();
  await stage.after(ms);
};

const told = 'Start Time: 2024-10-31 04:00 UTC\n\nEnd Time: 2024-10-31 06:00 UTC';
const whole = ['48 customers (12 % of all)', '≈ 14,400 requests (10 % of all), extrapolated'];

/** An incident that is opened, and closed at 07:00 when all is over. */
async function begin(description = told, options: StageOptions = {}, draft = {}): Promise<void> {
  stage = await setStage({ policy: policy(), ...options });
  now = () => new Date(stage.clock.now());
  incident = stage.incident({ description, ...draft });
  await stage.after(2 * hour);
  dora().close(incident);
}

describe('when a review opens', () => {
  test('what was affected is measured, and proven', async () => {
    await begin();
    await stage.calm();
    expect(figures()).toEqual(whole);
    expect(evidence()).toContain('Impact: from 2024-10-31 04:00 UTC to 2024-10-31 06:00 UTC');
    expect(evidence()).toContain('`sum(increase(runner_requests_total{outcome="failed"}[7200s]))`');
    expect(evidence()).toContain('](https://grafana.example.com/explore?expr=sum%28increase');
    expect(evidence()).toContain('on 2024-10-31 07:00 UTC');
    const kept = await stage.storage.evidenceOf({ project: incident.project, issue: incident.id });
    expect(kept.map(({ metric, answer }) => [metric, answer])).toEqual([
      ['customersAffected', { value: 48 }],
      ['customersTotal', { value: 400 }],
      ['requestsAffected', { value: 14_400 }],
      ['requestsTotal', { value: 144_000 }],
    ]);
  });

  test('what the incident says of it stands beside, with its source', async () => {
    await begin(`${told}\n\nCustomers Affected: Roughly 40 shops`);
    await stage.calm();
    expect(figures()[0]).toBe(whole[0]);
    expect(text()).toContain('- Customers Affected: measured, as told below.');
    expect(text()).toMatch(/Other sources:\n\n- Customers Affected: Roughly 40 shops\. Source: /);
  });

  test('nothing is asked twice, and nothing written twice', async () => {
    await begin();
    await pass(minute);
    const asked = metrics.queries.length;
    stage.gitlab.forgetRequests();
    for (let hours = 0; hours < 30; hours += 1) await pass(hour);
    await stage.reconcile();
    expect(metrics.queries).toHaveLength(asked);
    expect(asked).toBe(6);
    expect(written()).toBe(0);
  });

  test('without an end nothing is measured until there is one', async () => {
    await begin('Start Time: 2024-10-31 04:00 UTC', {
      policy: `${policy()}trigger: { when: [closed, mitigated] }\n`,
    });
    dora().reopen(incident);
    dora().addLabels(incident, ['Incident::Mitigated']);
    await pass(minute);
    expect(evidence()).toContain('to 2024-10-31 07:00 UTC');
  });
});

describe('a metrics source that is down when the incident closes', () => {
  test('has the review opened at once, which is completed later', async () => {
    metrics.setMood('down');
    await begin();
    await stage.calm();
    const lost = 'tried again until 2024-11-07 04:00 UTC';
    expect(figures()).toEqual([
      `not measured yet: the metrics source did not answer; ${lost}`,
      `not measured yet: the metrics source did not answer; ${lost}`,
    ]);
    stage.gitlab.forgetRequests();
    for (let hours = 0; hours < 5; hours += 1) for (let six = 0; six < 10; six += 1) await pass(6 * minute);
    // The review is not written for each attempt.
    expect(written()).toBe(0);
    metrics.setMood('up');
    await pass(10 * minute);
    expect(figures()).toEqual(whole);
    expect(await stage.storage.parked()).toEqual([]);
  });

  test('and stays so past its retention is named with what was lost, and when', async () => {
    metrics.setMood('down');
    await begin();
    await stage.calm();
    for (let days = 0; days < 6; days += 1) for (let four = 0; four < 6; four += 1) await pass(4 * hour);
    for (let hours = 0; hours < 26; hours += 1) await pass(hour);
    expect(cell('Requests Affected')).toBe(
      'lost: the metrics from 2024-10-31 04:00 UTC on are kept for 7 days, and the first were gone at 2024-11-07 04:00 UTC; until then the metrics source did not answer',
    );
    metrics.setMood('up');
    const asked = metrics.queries.length;
    await pass(day);
    expect(metrics.queries).toHaveLength(asked);
  });

  test('holds nothing else up where it hangs', async () => {
    metrics.setMood('hanging');
    await begin(told, { metricsTimeoutMs: 200 });
    await stage.calm();
    expect(stage.reviews()).toHaveLength(1);
    expect(cell('Requests Affected')).toContain('not measured yet: the metrics source did not answer');
  });
});

describe('a review that is closed for a while', () => {
  test('is measured when it is opened again, though an attempt was due meanwhile', async () => {
    metrics.setMood('down');
    await begin();
    await stage.calm();
    await pass(minute);
    alice().close(reviewAt());
    for (let tens = 0; tens < 5; tens += 1) await pass(10 * minute);
    metrics.setMood('up');
    await pass(2 * hour);
    alice().reopen(reviewAt());
    await pass(10 * second);
    await pass(minute);
    expect(figures()).toEqual(whole);
  });
});

describe('an incident without its service', () => {
  test('has its figures no more; they stay as evidence', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    dora().removeLabels(incident, ['Service::CI Runners']);
    await pass(10 * second);
    await pass(minute);
    expect(cell('Requests Affected')).toMatch(/^_Fill in: /);
    expect(evidence()).toContain('Told before: from 2024-10-31 04:00 UTC');
    expect(evidence()).toContain('≈ 14,400 requests');
  });
});

describe('a window that a person corrects', () => {
  const correct = (from: string, to: string) =>
    alice().editDescription(reviewAt(), text().replace(`| ${from} |`, `| ${to} |`));

  test('in the table of the review is measured again, and both stay', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    correct('2024-10-31 04:00 UTC', '2024-10-31 05:00 UTC, says the pager');
    await pass(10 * second);
    await pass(minute);
    expect(cell('Start Time')).toBe('2024-10-31 05:00 UTC, says the pager');
    expect(cell('Requests Affected')).toBe('≈ 7,200 requests (10 % of all), extrapolated');
    expect(evidence()).toContain('Impact: from 2024-10-31 05:00 UTC to 2024-10-31 06:00 UTC');
    expect(evidence()).toContain('Told before: from 2024-10-31 04:00 UTC to 2024-10-31 06:00 UTC');
    expect(evidence()).toContain('[7200s]');
    expect(evidence()).toContain('[3600s]');
  });

  test('has another length', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    correct('2024-10-31 04:00 UTC', '2024-10-31 05:00 UTC');
    await pass(10 * second);
    await pass(minute);
    expect(cell('Total Duration')).toBe('1 hr');
  });

  test.each(['05:00 UTC', 'Thursday 05:00 UTC', '2024-10-31 05:00', 'about five'])(
    'to what is no moment (%s) stays as it was, and the review says so',
    async (words) => {
      await begin();
      await stage.calm();
      await pass(20 * hour);
      correct('2024-10-31 04:00 UTC', words);
      await pass(10 * second);
      await pass(minute);
      expect(figures()).toEqual(whole);
      expect(cell('Total Duration')).toBe('2 hrs');
      expect(evidence()).toContain('_Start Time_ in the table is no moment that can be read');
    },
  );

  test('and takes back has its figures, without a question', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    correct('2024-10-31 04:00 UTC', '2024-10-31 05:00 UTC');
    await pass(10 * second);
    await pass(minute);
    const asked = metrics.queries.length;
    correct('2024-10-31 05:00 UTC', '2024-10-31 04:00 UTC');
    await pass(10 * second);
    await pass(minute);
    expect(figures()).toEqual(whole);
    expect(metrics.queries).toHaveLength(asked);
  });

  test('in the incident is measured again, too', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    dora().editDescription(incident, told.replace('04:00', '05:30'));
    await pass(10 * second);
    await pass(minute);
    expect(cell('Requests Affected')).toContain('3,600 requests');
  });
});

describe("a person's own figure", () => {
  test('stays; that it is far off is said beside the measured one', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    alice().editDescription(reviewAt(), text().replace(figures()[1] ?? '?', '20,000 requests'));
    await pass(10 * second);
    await pass(minute);
    expect(cell('Requests Affected')).toBe('20,000 requests');
    expect(evidence()).toContain('the review says 20,000, 39 % more than the ≈ 14,400 that were measured');
  });

  test('that is about the same is nothing to speak of', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    alice().editDescription(reviewAt(), text().replace(figures()[1] ?? '?', '15,000 requests'));
    await pass(10 * second);
    await pass(minute);
    expect(cell('Requests Affected')).toBe('15,000 requests');
    expect(evidence()).not.toContain('the review says');
  });
});

describe('a database that was lost', () => {
  test('is rebuilt with figures and evidence, though the metrics are gone', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    const [before, row] = [text(), await rowOf()];
    const kept = await stage.storage.evidenceOf({ project: incident.project, issue: incident.id });
    await pass(20 * day);
    await stage.restart({ fresh: true });
    await stage.rebuild();
    await stage.restart();
    await pass(minute);
    expect(await stage.storage.evidenceOf({ project: incident.project, issue: incident.id })).toEqual(kept);
    expect((await rowOf())?.figures?.present).toEqual(row?.figures?.present);
    dora().editDescription(incident, `${told}\n\nThanks everybody.`);
    await pass(10 * second);
    await pass(minute);
    expect(text()).toBe(before);
  });

  test('takes nothing from a proof that a person has edited, and destroys nothing', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    alice().editDescription(reviewAt(), text().replace('"affected":14400', '"affected":1'));
    await pass(20 * day);
    const before = evidence();
    await stage.restart({ fresh: true });
    await stage.rebuild();
    expect((await rowOf())?.figures).toBeNull();
    await stage.restart();
    dora().editDescription(incident, `${told}\n\nThanks everybody.`);
    await pass(10 * second);
    await pass(minute);
    expect(figures()).toEqual(whole);
    expect(evidence()).toBe(before);
  });

  test('is rebuilt from a block in which a person has edited words', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    alice().editDescription(reviewAt(), text().replace('Impact: from', '**Impact:** from'));
    await pass(minute);
    const row = await rowOf();
    await stage.restart({ fresh: true });
    await stage.rebuild();
    expect((await rowOf())?.figures?.present).toEqual(row?.figures?.present);
  });

  test('is rebuilt with what was lost, too', async () => {
    await begin();
    await stage.calm();
    await pass(minute);
    metrics.setMood('down');
    alice().editDescription(
      reviewAt(),
      text().replace('| 2024-10-31 04:00 UTC |', '| 2024-10-31 05:00 UTC |'),
    );
    for (let days = 0; days < 8; days += 1) for (let four = 0; four < 6; four += 1) await pass(4 * hour);
    expect(cell('Requests Affected')).toContain('lost: the metrics');
    const row = await rowOf();
    await stage.restart({ fresh: true });
    await stage.rebuild();
    const figuresNow = (await rowOf())?.figures;
    expect(figuresNow?.present).toEqual(row?.figures?.present);
    expect(figuresNow?.earlier).toEqual(row?.figures?.earlier);
    expect(figuresNow?.earlier[0]?.services[0]?.requests).toMatchObject({ figure: { affected: 14_400 } });
  });
});

describe('what is confidential', () => {
  test('is measured into a review that is as confidential, and told nowhere else', async () => {
    await begin(told, { slack: true }, { confidential: true });
    await stage.calm();
    expect(review().confidential).toBe(true);
    expect(figures()).toEqual(whole);
    const history = JSON.stringify(await stage.storage.history(1_000));
    expect(history).not.toMatch(/14,?400|runner_requests_total/);
    expect(JSON.stringify(stage.slack.snapshot())).not.toMatch(/14,400|48 customers/);
    expect(JSON.stringify(stage.log)).not.toMatch(/14,?400|48 customers/);
  });

  test('comes into no review that people read who are not shown the incident, then or later', async () => {
    metrics.setMood('down');
    const withPublic = policy().replace(
      'incidents: acme/production',
      'incidents: acme/production, reviews: acme/public',
    );
    stage = await setStage({ policy: withPublic });
    now = () => new Date(stage.clock.now());
    stage.gitlab.addUser({ username: 'stranger' });
    stage.gitlab.addProject({
      path: 'acme/public',
      visibility: 'public',
      members: { 'incident-review-bot': 'maintainer', stranger: 'developer' },
    });
    stage.gitlab.addHook('acme/public', { url: stage.doorUrl, token: stage.webhookToken });
    incident = stage.incident({ description: told, confidential: true });
    await stage.after(2 * hour);
    dora().close(incident);
    await pass(minute);
    metrics.setMood('up');
    await pass(hour);
    expect(metrics.queries.length).toBeGreaterThan(0);
    dora().editDescription(incident, told.replace('04:00', '05:30'));
    await pass(minute);
    expect(text()).toContain('withheld');
    expect(text()).not.toMatch(/measured|runner_requests_total|Service::CI Runners/);
  });

  test('by the time its figures are known, is hidden before they are written', async () => {
    metrics.setMood('down');
    await begin();
    await stage.calm();
    const shown: string[] = [];
    stage.gitlab.onRequest(() => {
      if (!review().confidential) shown.push(text());
    });
    dora().setConfidential(incident, true);
    metrics.setMood('up');
    await pass(10 * minute);
    await pass(10 * minute);
    expect(review().confidential).toBe(true);
    expect(figures()).toEqual(whole);
    expect(shown.filter((one) => one.includes('14,400'))).toEqual([]);
  });
});

test('calls of the metrics source are counted, by what came of them', async () => {
  const counted: string[] = [];
  await begin();
  const { apiCall } = stage.deps.metrics;
  stage.deps.metrics.apiCall = (system, method, status) => {
    if (system === 'metrics') counted.push(`${method} ${status}`);
    apiCall(system, method, status);
  };
  await stage.calm();
  expect(counted).toEqual([...Array(4).fill('query 200'), ...Array(2).fill('query_range 200')]);
});
