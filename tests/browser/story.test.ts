import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox-service.ts';
import { closeIncident, executablePath, openBrowser, untilAct, type Visit, visit } from './visit.ts';

describe.skipIf(executablePath === null)('the story of the sandbox, in a browser', () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let visited: Visit;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, level: 'silent' });
    visited = await visit(browser, sandbox.url);
  });
  afterEach(async () => {
    await visited.page.close();
    await sandbox.stop();
  });
  afterAll(async () => {
    await browser?.close();
  });

  function expectNothingAmiss(): void {
    expect(visited.loads()).toBe(0);
    expect(visited.complaints).toEqual([]);
    sandbox.gitlab.assertNothingUnforeseen();
    sandbox.slack.assertNothingUnforeseen();
  }

  test('an incident closes, and its review and the announcement appear without a reload', async () => {
    const { page } = visited;
    await closeIncident(page, 1);
    await untilAct(page, 1, 'told');

    const review = page.locator('article.issue');
    await review
      .getByRole('heading', { name: 'Incident Review: Runner verification API answers 500' })
      .waitFor();
    const text = (await review.textContent()) ?? '';
    for (const shown of [
      '2024-10-31 04:18 UTC',
      '2024-10-31 22:05 UTC',
      '17 hrs 47 min',
      'Alice Okafor',
      'Thu 7 Nov',
    ]) {
      expect(text).toContain(shown);
    }
    await review.getByText('≈ 5.01 million requests (0.9 % of all), extrapolated').first().waitFor();
    await review.getByText('550 customers (12 % of all)').first().waitFor();
    const proof = review.locator('details', { hasText: 'What was measured' });
    await proof.locator('summary').click();
    await proof.getByText('sum(increase(runner_requests_total{outcome="failed"}[64020s]))').waitFor();
    const chart = review.locator('details', { hasText: 'Error ratio, from' });
    await chart.locator('summary').click();
    const picture = chart.getByRole('img', { name: 'Error ratio of Service::CI Runners' });
    await picture.waitFor();
    await page.waitForFunction('document.querySelector("#gitlab details[open] img")?.naturalWidth === 1600');
    expect(await review.getByRole('img').count()).toBe(1);
    expect(await review.textContent()).not.toContain('<!--');
    expect(await review.locator('input[type=checkbox]').count()).toBe(15);

    const slack = page.locator('#slack');
    await slack.getByRole('heading', { name: 'incident-1' }).waitFor();
    const announcement = slack.locator('.message', { hasText: 'An incident review was opened' });
    expect(await announcement.count()).toBe(1);
    expect(await announcement.textContent()).toContain('@Alice Okafor');
    await slack.getByRole('link', { name: 'Incident Review' }).waitFor();
    await page.locator('.step', { hasText: 'announced in #incident-1' }).waitFor();
    expect(await page.getByRole('button', { name: 'Close incident #1' }).count()).toBe(0);
    expectNothingAmiss();
  });

  test('with its channel archived, the service’s channel hears of it, and why', async () => {
    const { page } = visited;
    await page.getByRole('switch', { name: '#incident-3 is archived' }).click();
    await page.locator('#switch-archived[aria-checked=true]').waitFor();
    await closeIncident(page, 3);
    await untilAct(page, 3, 'told');

    const slack = page.locator('#slack');
    await slack.getByRole('heading', { name: 'g_storage' }).waitFor();
    await slack.locator('.message', { hasText: 'An incident review was opened' }).waitFor();
    await page
      .locator('.step', { hasText: 'announced in #g_storage; not in #incident-3: it is archived' })
      .waitFor();
    await slack.getByRole('link', { name: 'incident-3' }).click();
    await slack.getByText('This channel is archived').waitFor();
    expect(await slack.getByText('An incident review was opened').count()).toBe(0);
    expectNothingAmiss();
  });

  test('with Slack down the review appears all the same, and is announced when Slack is back', async () => {
    const { page } = visited;
    const down = page.getByRole('switch', { name: 'Slack is down' });
    await down.click();
    await page.locator('#slack').getByText('nobody can write anything').waitFor();
    await closeIncident(page, 3);
    await untilAct(page, 3, 'opened');
    await page.getByRole('heading', { name: 'Incident Review: Large package uploads' }).waitFor();
    await page.locator('.step', { hasText: 'Announcing the review did not work yet' }).waitFor();
    expect(sandbox.slack.channel('incident-3').messages).toHaveLength(2);

    await down.click();
    await page.locator('#switch-down[aria-checked=false]').waitFor();
    await page.getByRole('button', { name: 'Move the time forward by one hour' }).click();
    await untilAct(page, 3, 'told');
    expect(sandbox.slack.channel('incident-3').messages).toHaveLength(3);
    await page.locator('#slack .message', { hasText: 'An incident review was opened' }).waitFor();
    expectNothingAmiss();
  });

  test('of a confidential incident no channel says anything, and its owner alone is told', async () => {
    const { page } = visited;
    const before = sandbox.slack.snapshot().channels.map(({ messages }) => messages.length);
    await closeIncident(page, 2);
    await untilAct(page, 2, 'told');

    await page.locator('#act-2').getByText('No channel says a word').waitFor();
    await page.locator('article.issue').getByText('Confidential', { exact: true }).waitFor();
    const { channels, directs, users } = sandbox.slack.snapshot();
    expect(channels.map(({ messages }) => messages.length)).toEqual(before);
    expect(channels.flatMap(({ bookmarks }) => bookmarks)).toEqual([]);
    const [assignee] = sandbox.gitlab.issue({ project: 'acme/production', iid: 4 }).assignees;
    expect(directs.map((direct) => users.find(({ id }) => id === direct.with)?.name)).toEqual([assignee]);
    await page.locator('#slack .message', { hasText: 'You own an incident review' }).waitFor();
    expectNothingAmiss();
  });
});
