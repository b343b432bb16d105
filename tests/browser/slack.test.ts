import { describe, expect, test } from 'vitest';
import { closeIncident, executablePath, stageFor, untilAct } from './visit.ts';

describe.skipIf(executablePath === null)('Slack in the sandbox, in a browser', () => {
  const stage = stageFor();

  test('answers a command to the one who typed it, and to nobody else', async () => {
    const { page, sandbox } = stage;
    const composer = page.getByLabel('Write as Dora Lindqvist');
    await composer.fill('/incident-review help');
    await composer.press('Enter');
    const answer = page.locator('#slack .message.ephemeral');
    await answer.getByText('Only visible to you').waitFor();
    await answer.getByText('/incident-review help').waitFor();
    await expect.poll(() => composer.inputValue()).toBe('');
    const told = sandbox.slack.deliveries.find(({ kind }) => kind === 'command');
    expect(told).toMatchObject({ over: 'http', status: 200 });

    await page.getByLabel('You are').selectOption({ label: 'Alice Okafor' });
    await page.getByLabel('Write as Alice Okafor').waitFor();
    expect(await answer.count()).toBe(0);
  });

  test('knows no command that is not the app’s', async () => {
    const { page } = stage;
    const composer = page.getByLabel('Write as Dora Lindqvist');
    await composer.fill('/incident-reviews');
    await composer.press('Enter');
    await page.getByRole('alert').getByText('Slack knows no command /incident-reviews').waitFor();
  });

  test('lets people talk, and keeps what is half typed when others do', async () => {
    const { page, sandbox } = stage;
    const composer = page.getByLabel('Write as Dora Lindqvist');
    await composer.fill('All <b>calm</b>');
    await composer.press('Enter');
    await page.locator('.message', { hasText: 'All <b>calm</b>' }).waitFor();
    await expect.poll(() => composer.inputValue()).toBe('');
    await composer.fill('half a sen');
    await sandbox.slack.as('alice').say('incident-1', 'Good night');
    await page.locator('.message', { hasText: 'Good night' }).waitFor();
    expect(await composer.inputValue()).toBe('half a sen');
  });

  test('lets nobody write where they are not', async () => {
    const { page } = stage;
    await page.getByLabel('You are').selectOption({ label: 'Carol Nguyen' });
    await page.getByText('Carol Nguyen is not in this channel').waitFor();
  });

  test('marks what has changed since it was looked at', async () => {
    const { page, sandbox } = stage;
    const unread = page.locator('#slack a.unread');
    expect(await unread.count()).toBe(0);
    await sandbox.slack.as('bob').say('incident-reviews', 'Anything new?');
    await unread.filter({ hasText: 'incident-reviews' }).waitFor();
    await page.reload();
    await unread.filter({ hasText: 'incident-reviews' }).click();
    await page.locator('.message', { hasText: 'Anything new?' }).waitFor();
    expect(await unread.count()).toBe(0);
  });

  test('opens the link of a button in a tab of its own, and tells the app of the click', async () => {
    const { page, sandbox } = stage;
    await closeIncident(page, 1);
    await untilAct(page, 1, 'told');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Open the review' }).click();
    const tab = await opened;
    await tab
      .getByRole('heading', { name: 'Incident Review: Runner verification API answers 500' })
      .waitFor();
    await expect
      .poll(() => sandbox.slack.deliveries.find(({ kind }) => kind === 'interaction'))
      .toMatchObject({ status: 200 });
    await tab.close();
    sandbox.slack.assertNothingUnforeseen();
  });
});
