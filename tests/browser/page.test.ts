import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { closeIncident, executablePath, stageFor, untilAct, visit } from './visit.ts';

const weakContrasts = readFileSync(new URL('contrast.js', import.meta.url), 'utf8');
const fitsItsWidth = 'document.documentElement.scrollWidth <= innerWidth';
const focused = 'document.activeElement.id || document.activeElement.className';
const outline =
  'getComputedStyle(document.activeElement.closest(".composer-box") ?? document.activeElement).outlineStyle';
const first = { project: 'acme/production', iid: 1 };

describe.skipIf(executablePath === null)('the page of the sandbox, in a browser', () => {
  const stage = stageFor();

  test('takes no orders from pages elsewhere', async () => {
    const { sandbox } = stage;
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await fetch(`${sandbox.url}/sandbox/acts/1/close`, { method: 'POST', headers });
    expect(answer.status).toBe(403);
    expect(sandbox.gitlab.issue(first).state).toBe('opened');
  });

  /** Goes on with the Tab key, and sees on the way that one always sees where one is. */
  async function tabTo(page: Page, id: string): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      const where = await page.evaluate(focused);
      if (where === id) return;
      await page.keyboard.press('Tab');
      expect(`${await page.evaluate(focused)}: ${await page.evaluate(outline)}`).toMatch(/: solid$/);
    }
    throw new Error(`the Tab key does not lead to ${id}`);
  }

  test('can be used with the keyboard alone', async () => {
    const { page, sandbox } = stage;
    await tabTo(page, 'close-1');
    await page.keyboard.press('Enter');
    await untilAct(page, 1, 'told');
    expect(await page.evaluate(focused)).toBe('act-1');
    await tabTo(page, 'issue-link-1');
    await page.keyboard.press('Enter');
    await page.locator('#issue-1').waitFor();
    expect(await page.evaluate(focused)).toBe('issue-link-1');
    await tabTo(page, 'edit-1');
    await page.keyboard.press('Enter');
    await page.locator('#editor-1:focus').waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await tabTo(page, 'save-1');
    await page.keyboard.press('Enter');
    await expect.poll(() => sandbox.gitlab.issue(first).description.endsWith('!')).toBe(true);
    await page.locator('#edit-1:focus').waitFor();
    await tabTo(page, `composer-${sandbox.slack.channel('incident-1').id}`);
    await page.keyboard.type('/incident-review help');
    await page.keyboard.press('Enter');
    await page.locator('#slack .message.ephemeral').waitFor();
  });

  test('shows everything on a phone, one part at a time and without scrolling sideways', async () => {
    const { browser, sandbox } = stage;
    const { page, complaints } = await visit(browser, sandbox.url, { viewport: { width: 360, height: 740 } });
    await page.locator('#act-link-3').click();
    await closeIncident(page, 3);
    await untilAct(page, 3, 'told');
    expect(await page.evaluate(fitsItsWidth)).toBe(true);
    expect(await page.locator('#slack').isVisible()).toBe(false);
    await page.locator('#tab-slack.unread').click();
    await page.getByText('An incident review was opened').waitFor();
    expect(await page.locator('#gitlab').isVisible()).toBe(false);
    expect(await page.evaluate(fitsItsWidth)).toBe(true);
    await page.locator('#tab-service').click();
    await page.getByText('Opened the review').first().waitFor();
    expect(await page.evaluate(fitsItsWidth)).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('has texts that can be read, in %s', async (colorScheme) => {
    const { browser, sandbox } = stage;
    const { page } = await visit(browser, `${sandbox.url}/?act=2`, { colorScheme });
    if (colorScheme === 'light') await closeIncident(page, 2);
    await untilAct(page, 2, 'told');
    const down = page.getByRole('switch', { name: 'Slack is down' });
    await down.click();
    await page.getByText('nobody can write anything').waitFor();
    expect(await page.evaluate(weakContrasts)).toEqual([]);
    await down.click();
    await page.getByLabel('Write as').waitFor();
    await page.locator('#issue-link-2').click();
    await page.getByRole('link', { name: 'Edit the description' }).click();
    await page.getByText('Escape leaves it').waitFor();
    expect(await page.evaluate(weakContrasts)).toEqual([]);
    await page.close();
  });

  test('moves the time forward by an hour, a day, and to the next morning of work', async () => {
    const { page, sandbox } = stage;
    const clock = page.locator('.clock time');
    const hour = async () => (await clock.getAttribute('datetime'))?.slice(0, 13);
    expect(await hour()).toBe('2024-10-31T22');
    await page.getByRole('button', { name: 'Move the time forward by one hour' }).click();
    await expect.poll(hour).toBe('2024-10-31T23');
    await page.getByRole('button', { name: 'Move the time forward by one day' }).click();
    await expect.poll(hour).toBe('2024-11-01T23');
    await page.getByRole('button', { name: 'nine o’clock on the next working day' }).click();
    await expect.poll(hour).toBe('2024-11-04T09');
    expect(await clock.textContent()).toBe('Mon, 4 Nov 2024, 09:00');
    expect(sandbox.clock.now().toISOString()).toMatch(/^2024-11-04T09:00/);
  });

  test('ends where its last part ends, however much has happened', async () => {
    const { page } = stage;
    for (const act of [1, 2, 3]) {
      const closing = page.getByRole('button', { name: `Close incident #${act}` });
      if ((await closing.count()) > 0) await closing.click();
      await untilAct(page, act, 'told');
    }
    const overhang =
      'document.documentElement.scrollHeight - Math.max(innerHeight, scrollY + document.querySelector("main").getBoundingClientRect().bottom)';
    // The padding of the page itself.
    expect(await page.evaluate(overhang)).toBeLessThan(64);
  });

  test('starts over at the same address, as if nothing had happened', async () => {
    const { page, sandbox, complaints } = stage;
    const before = sandbox.gitlab;
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('button', { name: 'Close incident #1' }).waitFor();
    expect(sandbox.gitlab).not.toBe(before);
    expect(await page.locator('.issue-list li').count()).toBe(3);
    expect(new URL(page.url()).origin).toBe(sandbox.url);
    // Between the end and the new beginning nobody listens, and Chromium says so.
    expect(complaints.splice(0).filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  });

  test('works without its script', async () => {
    const { browser, sandbox } = stage;
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(sandbox.url);
    await page.getByRole('button', { name: 'Close incident #1' }).click();
    await expect.poll(() => sandbox.slack.channel('incident-1').messages.length, { timeout: 10_000 }).toBe(4);
    await page.reload();
    await page.getByRole('heading', { name: 'Incident Review: Runner verification' }).waitFor();
    await page.getByText('An incident review was opened').waitFor();
    await context.close();
  });
});
