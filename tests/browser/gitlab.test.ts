import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { executablePath, stageFor } from './visit.ts';

const project = 'acme/production';
const review = { project, iid: 4 };
const focused = 'document.activeElement.id';

describe.skipIf(executablePath === null)('GitLab in the sandbox, in a browser', () => {
  const stage = stageFor();

  beforeAll(async () => {
    stage.sandbox.gitlab.as('dora').close({ project, iid: 1 });
    await stage.page.locator('#act-1.told').waitFor();
  });

  /** An issue for one test alone, and the page that shows it. */
  async function showIssue(title: string, description: string): Promise<{ project: string; iid: number }> {
    const { iid } = stage.sandbox.gitlab.as('dora').createIssue(project, { title, description });
    await stage.page.goto(`${stage.sandbox.url}/?issue=${iid}`);
    return { project, iid };
  }

  test('lets a visitor tick a box, as the person they are', async () => {
    const { page, sandbox } = stage;
    await page.getByLabel('You are').selectOption({ label: 'Alice Okafor' });
    const box = page.getByLabel('The labels show what the incident');
    const text = () => sandbox.gitlab.issue(review).description;
    await box.check();
    await expect.poll(text).toContain('- [x] The labels show');
    expect(sandbox.gitlab.issue(review).notes.findLast(({ system }) => system)?.author).toBe('alice');
    await page.getByText('marked the checklist item').first().or(box).waitFor();
    expect(await box.isChecked()).toBe(true);
    await box.uncheck();
    await expect.poll(text).toContain('- [ ] The labels show');
  });

  test('lets a visitor change a text, and think better of it', async () => {
    const { page, sandbox } = stage;
    const issue = await showIssue('Cold cache', 'as it was');
    const edit = page.getByRole('link', { name: 'Edit the description as Dora Lindqvist' });
    await edit.click();
    const editor = page.getByLabel('Description, edited by Dora Lindqvist');
    await editor.waitFor();
    expect(await page.evaluate(focused)).toBe(`editor-${issue.iid}`);
    await editor.fill('Thought better of');
    await page.keyboard.press('Escape');
    await editor.waitFor({ state: 'detached' });
    expect(sandbox.gitlab.issue(issue).description).toBe('as it was');
    expect(await page.evaluate(focused)).toBe(`edit-${issue.iid}`);

    await edit.click();
    await editor.fill('It was the **cache**.\n\n- [ ] warm it');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.description strong', { hasText: 'cache' }).waitFor();
    expect(sandbox.gitlab.issue(issue).description).toBe('It was the **cache**.\n\n- [ ] warm it');
  });

  test('keeps what is half typed while others change the same text, and says so before it is lost', async () => {
    const { page, sandbox } = stage;
    const issue = await showIssue('Runners', 'as it was');
    await page.getByRole('link', { name: 'Edit the description' }).click();
    const editor = page.getByLabel('Description, edited by Dora Lindqvist');
    await editor.fill('mine');
    sandbox.gitlab.as('alice').editDescription(issue, 'theirs');
    sandbox.gitlab.as('alice').setTitle(issue, 'Runners are refused');
    await page.getByRole('heading', { name: 'Runners are refused' }).waitFor();
    await page.locator('#slack').getByRole('link', { name: 'g_runner' }).click();
    await page.locator('#slack').getByRole('heading', { name: 'g_runner' }).waitFor();
    expect(await editor.inputValue()).toBe('mine');

    const save = page.getByRole('button', { name: 'Save' });
    await save.click();
    await page.getByRole('alert').getByText('Somebody changed the text meanwhile').waitFor();
    expect(sandbox.gitlab.issue(issue).description).toBe('theirs');
    expect(await editor.inputValue()).toBe('mine');
    await save.click();
    await editor.waitFor({ state: 'detached' });
    expect(sandbox.gitlab.issue(issue).description).toBe('mine');
  });

  /** Puts the documentation's chart into the project, with a token of Dora's; answers its address in texts. */
  async function uploadChart(): Promise<string> {
    const { gitlab } = stage.sandbox;
    gitlab.addToken({ value: 'of dora', user: 'dora' });
    const file = new FormData();
    file.append(
      'file',
      new Blob([readFileSync('docs/images/chart.png')], { type: 'image/png' }),
      'chart.png',
    );
    await fetch(`${gitlab.url}/api/v4/projects/${encodeURIComponent(project)}/uploads`, {
      method: 'POST',
      headers: { 'private-token': 'of dora' },
      body: file,
    });
    return `/uploads/${gitlab.uploads.at(-1)?.secret}/chart.png`;
  }

  const text = (url: string) =>
    `<details>\n<summary>Charts</summary>\n\n![Requests per second](${url})\n\n</details>`;

  test('shows a picture that was uploaded, in a fold and no wider than a phone', async () => {
    const { page } = stage;
    await page.setViewportSize({ width: 390, height: 844 });
    await showIssue('Measured', text(await uploadChart()));
    const picture = page.getByRole('img', { name: 'Requests per second' });
    expect(await picture.isVisible()).toBe(false);
    await page.getByText('Charts', { exact: true }).click();
    await picture.scrollIntoViewIfNeeded();
    const width = (of: string) => page.evaluate(`document.querySelector('.markdown img').${of}`);
    await expect.poll(() => width('naturalWidth')).toBeGreaterThan(390);
    expect(await width('clientWidth')).toBe(await width('parentElement.clientWidth'));
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.setViewportSize({ width: 1440, height: 1000 });
  });

  test('shows a picture to who may see it', async () => {
    const { page, sandbox } = stage;
    const { gitlab } = sandbox;
    const { iid } = await showIssue('Measured again', text(await uploadChart()));
    const address = await page.locator('.markdown img').getAttribute('src');
    const statusFor = async (as: string) =>
      (await page.request.get(`${sandbox.url}${address?.replace('as=dora', `as=${as}`)}`)).status();
    expect(await statusFor('alice')).toBe(200);
    gitlab.removeMember(project, 'alice');
    expect(await statusFor('alice')).toBe(404);
    gitlab.addMember(project, 'alice', 'developer');

    const alone = await page.request.get(gitlab.issue({ project, iid }).url);
    const [, place] = /<img src="([^"]+)"/.exec(await alone.text()) ?? [];
    const picture = await page.request.get(`${gitlab.url}${place}`);
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png']);
  });

  test('closes and opens what a visitor may close and open', async () => {
    const { page, sandbox } = stage;
    const issue = await showIssue('A corrective action', '');
    await page.getByRole('button', { name: 'Close issue' }).click();
    await page.getByRole('button', { name: 'Reopen issue' }).waitFor();
    expect(sandbox.gitlab.issue(issue).state).toBe('closed');
    await page.getByRole('button', { name: 'Reopen issue' }).click();
    await page.getByRole('button', { name: 'Close issue' }).waitFor();
    expect(sandbox.gitlab.issue(issue).state).toBe('opened');
  });

  test('tells a visitor what their person may not do', async () => {
    const { page, sandbox } = stage;
    await showIssue('Not for guests', '');
    sandbox.gitlab.addMember(project, 'bob', 'guest');
    await page.getByLabel('You are').selectOption({ label: 'Bob Ferreira' });
    await page.getByRole('link', { name: 'Edit the description as Bob Ferreira' }).waitFor();
    await page.getByRole('button', { name: 'Close issue' }).click();
    const notice = page.getByRole('alert');
    await notice.getByText('bob may not change').waitFor();
    await notice.getByRole('link', { name: 'Close' }).click();
    await notice.waitFor({ state: 'detached' });
  });

  test('leaves folds, focus and the place in the text alone when something changes', async () => {
    const { page, sandbox } = stage;
    const scrolled = 'document.querySelector("#gitlab [data-scroll]").scrollTop';
    const summary = page.locator('.markdown summary', { hasText: 'How these figures were found' });
    await summary.click();
    const before = await page.evaluate(scrolled);
    expect(before).toBeGreaterThan(0);
    sandbox.gitlab.as('alice').comment(review, 'I look into it');
    await page.getByText('I look into it').waitFor({ state: 'attached' });
    expect(await page.locator('.markdown details[open]').count()).toBe(1);
    expect(await page.evaluate('document.activeElement.nodeName')).toBe('SUMMARY');
    expect(await page.evaluate(scrolled)).toBe(before);
  });
});
