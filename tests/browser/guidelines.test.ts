import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { closeIncident, executablePath, stageFor, untilAct } from './visit.ts';

const review = { project: 'acme/production', iid: 4 };

/** The boxes as they are seen, and how the line of each begins. */
const boxesSeen = `[...document.querySelectorAll('.description .task')].map((item) => {
  const { className, checked } = item.querySelector('input');
  const mark = className === 'inapplicable' ? '~' : checked ? 'x' : ' ';
  return '[' + mark + '] ' + item.textContent.slice(0, 48).trim() + ' …';
}).join('\\n')`;

const commentSeen = (index: number) =>
  `document.querySelectorAll('.comment > .markdown')[${index}].innerText`;

/** After people pause the service waits some seconds. */
const inTime = { timeout: 30_000 };

/** The text with what `heading` asks for written under it. */
function fillIn(text: string, heading: string, words: string): string {
  return text.replace(new RegExp(`(### ${heading}\\n\\n)_.*_`), `$1${words}`);
}

async function writeSummary(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Edit the description' }).click();
  const editor = page.getByLabel('Description, edited by');
  const asked = await editor.inputValue();
  const told = [
    ['Customer Impact', 'Runners could not register, and their jobs waited.'],
    [
      'Root Cause',
      'A new check of tokens refused those without a project. No test had one of these, so nothing failed before production.',
    ],
    ['Delays in Remediation', 'The revert waited four hours for a pipeline.'],
  ].reduce((text, [heading = '', words = '']) => fillIn(text, heading, words), asked);
  await editor.fill(told);
  await page.getByRole('button', { name: 'Save' }).click();
}

describe.skipIf(executablePath === null)('the guidelines of a review, in a browser', () => {
  const stage = stageFor();

  test('are ticked by evidence, and one comment says what is left', { timeout: 180_000 }, async () => {
    const { page, sandbox } = stage;
    await closeIncident(page, 1);
    await untilAct(page, 1, 'told');
    const comments = page.locator('.activity .comment');
    const comment = comments.first();
    await comment.waitFor(inTime);
    expect(await page.evaluate(boxesSeen)).toMatchInlineSnapshot(`
      "[x] The title is Incident Review: and then the title …
      [x] A Service::* label names the service that failed …
      [x] A severity label says the same as the incident's …
      [x] Key Information links to the incident issue. …
      [x] One person of the team that owns the service is …
      [x] The incident's Slack channel has heard of this r …
      [x] Every row of Key Information has its value, or s …
      [x] Customers Affected and Requests Affected link to …
      [ ] Summary tells in a few short sentences what happ …
      [ ] Details tells the whole story in a few paragraph …
      [ ] The corrective actions are linked, and whatever …
      [ ] The implications for self-managed and Dedicated …
      [ ] The labels show what the incident and its discus …
      [ ] Once the comments have grown quiet, what they ca …
      [ ] The review is closed on its due date or before. …"
    `);
    await page.getByRole('link', { name: 'What is left' }).click();
    await page.locator('.comment-head:focus').waitFor();

    const summary = page.getByLabel('tells in a few short sentences');
    expect(await summary.isChecked()).toBe(false);
    await writeSummary(page);
    await comment.getByText('the summary (met now)').waitFor(inTime);
    await page.getByText('9 of 15 checklist items completed').waitFor();
    expect(await summary.isChecked()).toBe(true);
    await comment.locator('.edited').waitFor();
    expect(await comments.count()).toBe(1);

    const details = page.getByLabel('tells the whole story');
    await details.check();
    await comment.getByRole('heading', { name: 'Set by hand' }).waitFor(inTime);
    expect(await details.isChecked()).toBe(true);
    await comment.locator('summary').click();
    expect(await page.evaluate(commentSeen(0))).toMatchInlineSnapshot(`
      "10 of 13 guidelines are settled, and 2 more come with time. What is left stands below, with what to do. The boxes follow the evidence by themselves; a box that somebody set by hand stays as it is.

      New since the last time: the summary (met now).

      Left for the DRI
      The corrective actions. None is written down yet. Link the issues that keep it from happening again, each with the label corrective action, a severity, and related to the incident; or write none, because ….
      Self-managed and Dedicated installations. Implications for Self-Managed and Dedicated is empty. Say whether they are affected, and whether a fix has to reach them, such as by a backport.
      For a person to judge
      Labels from the incident and its discussion. Only people know which labels came up in the discussion. Have a look, and tick the box when it is done.
      For later
      What the discussion came to. Nobody has commented so far.
      Closing on time. It is open, and due on 2024-11-07, a Thursday.
      Set by hand

      These boxes stay as they are. In case it helps, this is what the evidence says.

      The whole story (ticked by hand). Details still has a prompt.
      Worth a second look
      Something is still to be written under Details, Implications for Self-Managed and Dedicated, Outcomes / Corrective Actions, What went well? and What was difficult?. Where there is nothing to say, say that.
      What is settled, and why
      The title of the review. It is that of the incident.
      The label of the service. It is that of the incident.
      The label of the severity. Both say 2.
      The link to the incident. The table links to it, and they are related.
      The DRI. One person of the owning team is assigned.
      The announcement in Slack. The message stands in Slack.
      The key information. Every row has its value, and they fit together.
      The metrics behind the counts. Each count links to its source.
      The summary. It has 4 sentences."
    `);

    await page.getByRole('button', { name: 'Close issue' }).click();
    await comment.getByText('closing on time (met now)').waitFor(inTime);
    await comments.nth(1).waitFor(inTime);
    await page.locator('.task .inapplicable').waitFor(inTime);
    expect(await page.evaluate(commentSeen(1))).toMatchInlineSnapshot(`
      "This review was closed with guidelines open. That may well be right; it stays closed, and nobody has to answer. For whoever comes back to it, these are left:

      The corrective actions
      Self-managed and Dedicated installations
      Labels from the incident and its discussion"
    `);
    expect(await comment.locator('details[open]').count()).toBe(1);
    expect(await page.evaluate(boxesSeen)).toMatchInlineSnapshot(`
      "[x] The title is Incident Review: and then the title …
      [x] A Service::* label names the service that failed …
      [x] A severity label says the same as the incident's …
      [x] Key Information links to the incident issue. …
      [x] One person of the team that owns the service is …
      [x] The incident's Slack channel has heard of this r …
      [x] Every row of Key Information has its value, or s …
      [x] Customers Affected and Requests Affected link to …
      [x] Summary tells in a few short sentences what happ …
      [x] Details tells the whole story in a few paragraph …
      [ ] The corrective actions are linked, and whatever …
      [ ] The implications for self-managed and Dedicated …
      [ ] The labels show what the incident and its discus …
      [~] Does not apply: Once the comments have grown qui …
      [x] The review is closed on its due date or before. …"
    `);
    expect(await comments.count()).toBe(2);
    expect(sandbox.gitlab.issue(review).state).toBe('closed');
    sandbox.gitlab.assertNothingUnforeseen();
  });
});
