import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drawApart } from '../../src/adapters/charts/draw-apart.ts';
import { Problem } from '../../src/domain/problems.ts';
import type { MadeIssue } from '../../src/sandbox/gitlab/index.ts';
import { type MetricsDouble, startMetricsDouble } from '../../src/sandbox/metrics/index.ts';
import { decodePng } from '../adapters/charts/decode-png.ts';
import { pixel, sketchedCharts } from '../fakes/charts.ts';
import { project, type Stage, type StageOptions, setStage } from './stage.ts';
import { measuredPolicy, traffic } from './traffic.ts';

const minute = 60_000;
const hour = 60 * minute;

let stage: Stage;
let metrics: MetricsDouble;
let incident: MadeIssue;
let charts = sketchedCharts();
let now: () => Date = () => new Date();

beforeEach(async () => {
  charts = sketchedCharts();
  metrics = await startMetricsDouble({ now: () => now(), traffics: [traffic], retentionDays: 7 });
});
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
  await metrics.close();
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
const block = () =>
  text().match(/<!-- incident-review-bot-charts -->[\s\S]*?<!-- incident-review-bot-charts-end -->/)?.[0] ??
  '';
const pictures = () =>
  [...block().matchAll(/!\[(.*)\]\((.*)\)/g)].map(([, alt, address]) => ({ alt, address }));
const uploads = () => stage.gitlab.uploads;
const pass = async (ms: number): Promise<void> => {
  await stage.calm();
  await stage.after(ms);
};

const told = 'Start Time: 2024-10-31 04:00 UTC\n\nEnd Time: 2024-10-31 06:00 UTC';

/** An incident that is closed so many hours after it was opened at 05:00. */
async function begin(options: StageOptions = {}, { hours = 2, draft = {} } = {}): Promise<void> {
  stage = await setStage({ policy: measuredPolicy(metrics.url), charts, ...options });
  now = () => new Date(stage.clock.now());
  incident = stage.incident({ description: told, ...draft });
  await stage.after(hours * hour);
  dora().close(incident);
  await stage.calm();
}

async function correctStart(from: string, to: string): Promise<void> {
  await pass(minute);
  alice().editDescription(reviewAt(), text().replace(`| ${from} |`, `| ${to} |`));
  await pass(10_000);
  await pass(minute);
}

describe('when an impact was measured', () => {
  test('its charts stand where the review asks for them, with picture, text and source', async () => {
    await begin();
    expect(text()).toMatch(/### Metrics\n\n<!-- incident-review-bot-charts -->\n/);
    expect(text()).not.toContain('a chart over the impact window');
    expect(block()).toContain(
      '<summary>Error ratio, from 2024-10-31 03:30 UTC to 2024-10-31 06:30 UTC</summary>',
    );
    expect(block()).toContain('every 30 s: `sum(rate(runner_requests_total{outcome="failed"}[5m])) /');
    expect(block()).toContain('every 5 min: `sum(increase(runner_requests_total{outcome="failed"}[300s]))`');
    expect(block()).toContain('](https://grafana.example.com/explore?expr=sum%28rate%28');
    expect(pictures().map(({ alt }) => alt)).toEqual([
      expect.stringContaining('The highest value is 10 % at 2024-10-31 04:05 UTC, inside the window'),
      expect.stringContaining('The highest value is 600 requests in the 5 min before 2024-10-31 04:05 UTC'),
    ]);
    expect(pictures().map(({ address }) => address)).toEqual(
      uploads().map(({ secret, name }) => `/uploads/${secret}/${name}`),
    );
    expect(uploads().map(({ name, type, by }) => [name, type, by])).toEqual([
      ['error-ratio.png', 'image/png', 'incident-review-bot'],
      ['requests-affected.png', 'image/png', 'incident-review-bot'],
    ]);
    expect(uploads()[0]?.content).toEqual(pixel);
  });

  test('its charts are really drawn', async () => {
    await begin({ charts: drawApart() });
    for (const { content } of uploads()) {
      const { width, height } = decodePng(content);
      expect([width, height]).toEqual([1_600, 840]);
    }
  });

  test('what was still to come is drawn once it has passed, in the same place', async () => {
    await begin({}, { hours: 1.2 });
    expect(uploads()).toHaveLength(2);
    const [first] = pictures();
    expect(charts.sketched[0]?.notes).toEqual(['measured 2024-10-31 06:12 UTC']);
    await pass(18 * minute);
    expect(pictures()[0]).toEqual(first);
    await pass(minute);
    expect(uploads()).toHaveLength(4);
    expect(pictures()).toHaveLength(2);
    expect(pictures()[0]?.address).toContain(uploads()[2]?.secret);
    expect(charts.sketched[2]?.notes).toEqual([]);
    for (let hours = 0; hours < 10; hours += 1) await pass(hour);
    expect(uploads()).toHaveLength(4);
  });

  test('without a link only the source is named', async () => {
    await begin({ policy: measuredPolicy(metrics.url).replace(/link: "[^"]*", /, '') });
    expect(block()).toContain(`Source: \`${metrics.url}\`, read on`);
  });

  test('a service that has a ratio alone has a chart alone', async () => {
    const queries = `
      errorRatio: 'sum(rate(runner_requests_total{outcome="failed"}[5m])) / sum(rate(runner_requests_total[5m]))'`;
    await begin({ policy: measuredPolicy(metrics.url, queries) });
    expect(pictures()).toHaveLength(1);
    expect(text()).not.toContain('What was measured');
  });

  test('a query that is wrong keeps nobody from the other chart', async () => {
    const queries = `
      requestsAffected: 'sum(increase(runner_requests_total{outcome="failed"}[$window]))'
      errorRatio: 'sum(rate(runner_requests_total{outcome="failed"}[5m]))) /'`;
    await begin({ policy: measuredPolicy(metrics.url, queries) });
    expect(pictures().map(({ address }) => address)).toEqual([
      expect.stringContaining('/requests-affected.png'),
    ]);
    expect(await stage.storage.parked()).toEqual([]);
  });
});

describe('when it is measured again', () => {
  test('the charts of the new window take the place of the old ones', async () => {
    await begin();
    await correctStart('2024-10-31 04:00 UTC', '2024-10-31 05:00 UTC');
    expect(text().match(/<!-- incident-review-bot-charts -->/g)).toHaveLength(1);
    expect(block()).toContain('from 2024-10-31 04:45 UTC to 2024-10-31 06:15 UTC');
    expect(uploads()).toHaveLength(4);
  });

  test('those of another window do not go on standing there', async () => {
    await begin();
    await pass(8 * 24 * hour);
    await correctStart('2024-10-31 04:00 UTC', '2024-10-31 05:00 UTC');
    expect(block()).toContain('No chart of the impact window could be drawn so far.');
    expect(pictures()).toEqual([]);
  });

  test('and back again, the first ones do, without another upload', async () => {
    await begin();
    const first = block();
    await correctStart('2024-10-31 04:00 UTC', '2024-10-31 05:00 UTC');
    await correctStart('2024-10-31 05:00 UTC', '2024-10-31 04:00 UTC');
    expect(block()).toBe(first);
    expect(uploads()).toHaveLength(4);
  });
});

describe('where nothing can be drawn', () => {
  test('the review is there, and charts come once the source answers', async () => {
    metrics.setMood('down');
    await begin();
    expect(block()).toBe('');
    expect(text()).toContain('a chart over the impact window');
    metrics.setMood('up');
    for (let tens = 0; tens < 3; tens += 1) await pass(10 * minute);
    expect(pictures()).toHaveLength(2);
  });

  test('a GitLab that takes no upload is asked again, and the figures stand there all the same', async () => {
    stage = await setStage({ policy: measuredPolicy(metrics.url), charts });
    now = () => new Date(stage.clock.now());
    stage.gitlab.faults.next({ kind: '503', method: 'POST', path: /\/uploads$/ });
    incident = stage.incident({ description: told });
    await stage.after(2 * hour);
    dora().close(incident);
    await stage.calm();
    expect(text()).toContain('≈ 14,400 requests (10 % of all), extrapolated');
    expect(block()).toBe('');
    await pass(minute);
    expect(pictures()).toHaveLength(2);
  });
});

describe('what people have done stays', () => {
  test('charts that were taken away are not put back', async () => {
    await begin();
    await pass(minute);
    alice().editDescription(reviewAt(), text().replace(`${block()}\n\n`, ''));
    await correctStart('2024-10-31 04:00 UTC', '2024-10-31 05:00 UTC');
    expect(block()).toBe('');
    expect(uploads()).toHaveLength(2);
  });

  test('what they wrote among the charts, too', async () => {
    await begin();
    await pass(minute);
    alice().editDescription(
      reviewAt(),
      text().replace(block(), block().replace('Source:', 'Mind the gap at five. Source:')),
    );
    await correctStart('2024-10-31 04:00 UTC', '2024-10-31 05:00 UTC');
    expect(block()).toContain('Mind the gap at five.');
    expect(uploads()).toHaveLength(2);
  });
});

describe('what is confidential', () => {
  test('has its charts in a project that is private', async () => {
    await begin({}, { draft: { confidential: true } });
    expect(review().confidential).toBe(true);
    expect(pictures()).toHaveLength(2);
  });

  test.each(['public', 'internal'] as const)(
    'has none in a project that is %s: an upload is for all of it',
    async (visibility) => {
      stage = await setStage({ policy: measuredPolicy(metrics.url), charts });
      now = () => new Date(stage.clock.now());
      stage.gitlab.setVisibility(project, visibility);
      incident = stage.incident({ description: told, confidential: true });
      await stage.after(2 * hour);
      dora().close(incident);
      await stage.calm();
      expect(text()).toContain('≈ 14,400 requests');
      expect(uploads()).toEqual([]);
      expect(text()).toContain('a chart over the impact window');
    },
  );

  test('by the time its charts are drawn, is not uploaded any more', async () => {
    stage = await setStage({
      policy: measuredPolicy(metrics.url),
      charts: {
        draw: async (chart) => {
          dora().setConfidential(incident, true);
          return await charts.draw(chart);
        },
      },
    });
    now = () => new Date(stage.clock.now());
    stage.gitlab.setVisibility(project, 'public');
    incident = stage.incident({ description: told });
    await stage.after(2 * hour);
    dora().close(incident);
    await stage.calm();
    expect(charts.sketched.length).toBeGreaterThan(0);
    expect(uploads()).toEqual([]);
  });
});

test('what turns confidential with the first upload has no second one', async () => {
  stage = await setStage({ policy: measuredPolicy(metrics.url), charts });
  now = () => new Date(stage.clock.now());
  stage.gitlab.setVisibility(project, 'public');
  incident = stage.incident({ description: told });
  stage.gitlab.onRequest(({ path }) => {
    if (path.endsWith('/uploads')) dora().setConfidential(incident, true);
  });
  await stage.after(2 * hour);
  dora().close(incident);
  await stage.calm();
  await pass(hour);
  expect(charts.sketched.length).toBeGreaterThan(1);
  expect(uploads().length).toBeLessThan(2);
});

test('what could not be drawn at first is drawn later', async () => {
  let failures = 0;
  await begin({
    charts: {
      draw: async (chart) => {
        failures += 1;
        if (failures < 4) throw new Problem('chart-not-drawn', 'killed');
        return await charts.draw(chart);
      },
    },
  });
  expect(block()).toBe('');
  for (let tens = 0; tens < 3; tens += 1) await pass(10 * minute);
  expect(pictures()).toHaveLength(2);
  expect(await stage.storage.parked()).toEqual([]);
});

test('a database that was lost is rebuilt with its charts, though the metrics are gone', async () => {
  await begin();
  await pass(minute);
  const before = text();
  await pass(20 * 24 * hour);
  await stage.restart({ fresh: true });
  await stage.rebuild();
  await stage.restart();
  dora().editDescription(incident, `${told}\n\nThanks everybody.`);
  await pass(10_000);
  await pass(minute);
  expect(text()).toBe(before);
  expect(uploads()).toHaveLength(2);
});

test('a crash after an upload uploads again, and shows each chart once', async () => {
  stage = await setStage({ policy: measuredPolicy(metrics.url), charts });
  now = () => new Date(stage.clock.now());
  stage.gitlab.faults.next({ kind: 'drop-after', method: 'POST', path: /\/uploads$/ });
  incident = stage.incident({ description: told });
  await stage.after(2 * hour);
  dora().close(incident);
  await stage.calm();
  await pass(minute);
  expect(uploads()).toHaveLength(3);
  expect(pictures()).toHaveLength(2);
});
