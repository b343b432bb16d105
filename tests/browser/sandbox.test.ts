import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../scripts/parts.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox-service.ts';

const executablePath = findChromium();

// Without Chromium the test command says so in its last lines, and fails where CI=true.
describe.skipIf(executablePath === null)('the sandbox in a browser', () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-sync',
        '--no-first-run',
      ],
    });
    sandbox = await startSandbox({ port: 0, level: 'silent' });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  test('a visitor closes the incident and watches the review appear, without a reload', async () => {
    await page.goto(sandbox.url);
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.getByRole('button', { name: /Close incident #1/ }).click();
    const review = page.locator('article', {
      hasText: 'Incident Review: Runner verification API answers 500',
    });
    await review.waitFor({ timeout: 10_000 });
    await page.getByText('link-review', { exact: true }).waitFor();

    const text = (await review.textContent()) ?? '';
    for (const shown of [
      '2024-10-31 04:18 UTC',
      '2024-10-31 22:05 UTC',
      '17 hrs 47 min',
      '@alice',
      'due 2024-11-07',
    ]) {
      expect(text).toContain(shown);
    }
    expect(text).not.toContain('<!--');
    expect(await review.locator('input[type=checkbox]').count()).toBe(15);
    expect(await review.locator('input[type=checkbox]:checked').count()).toBe(5);
    expect(await page.getByRole('button', { name: /Close incident/ }).count()).toBe(0);
    expect(loads).toBe(0);
    expect(complaints).toEqual([]);
    sandbox.gitlab.assertNothingUnforeseen();
  });

  test('links in the review lead to the issue in the GitLab that came along', async () => {
    const issue = sandbox.gitlab.issue({ project: 'acme/production', iid: 1 });
    const answer = await page.goto(issue.url);
    expect(answer?.status()).toBe(200);
    expect(await page.textContent('body')).toContain('Runner verification API answers 500');
  });

  test('a phone shows everything without scrolling sideways', async () => {
    const phone = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await phone.goto(sandbox.url);
    await phone.locator('article').first().waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await phone.close();
  });
});
