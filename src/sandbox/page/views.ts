import type { ShownIssue } from '../gitlab/index.ts';
import { drawMarkdown } from './draw-markdown.ts';
import { type Html, html } from './html.ts';
import type { Step } from './steps.ts';

const title = 'incident-review-bot: sandbox';

/** The whole page; what changes is in `main` and is fetched again. */
export function pageView(main: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox/page.css">
<script src="/sandbox/page.js" defer></script>
</head>
<body>
<header>
<h1>incident-review-bot</h1>
<p>The real service, against a GitLab that it brought along. Nothing leaves this machine, and all of it is
forgotten when it stops.</p>
</header>
<main id="main" aria-live="polite">${main}</main>
</body>
</html>
`;
}

export type Scene = { incident: ShownIssue; others: ShownIssue[]; steps: Step[] };

export function mainView({ incident, others, steps }: Scene): Html {
  const reviews = others.filter(({ title: text }) => text.startsWith('Incident Review:'));
  return html`<section class="act">${actView(incident, reviews)}</section>
<div class="columns">
<section aria-labelledby="gitlab"><h2 id="gitlab">GitLab: ${incident.projectPath}</h2>
${reviews.map((review) => issueView(review, true))}
${issueView(incident, reviews.length === 0)}
</section>
<section aria-labelledby="service"><h2 id="service">What the service did, and why</h2>
${stepsView(steps)}
</section>
</div>`;
}

function actView(incident: ShownIssue, reviews: ShownIssue[]): Html {
  if (reviews.length > 0) {
    return html`<p><strong>The review is there.</strong> Its owner, due date, labels and times come from the incident;
what GitLab could not tell is left for people to fill in.</p>`;
  }
  if (incident.state === 'closed') return html`<p>The incident is closed. The service is at work …</p>`;
  return html`<form method="post" action="/sandbox/close">
<p>The fire is out. Dora, who led the incident, would now close it.</p>
<button type="submit">Close incident #${incident.iid}</button>
</form>`;
}

/** One issue as GitLab shows it. `open`: its text is unfolded. */
function issueView(issue: ShownIssue, open: boolean): Html {
  const owner =
    issue.assignees.length === 0 ? 'nobody' : issue.assignees.map((name) => `@${name}`).join(', ');
  const kind = issue.type === 'incident' ? 'Incident' : 'Issue';
  return html`<article class="issue" id="issue-${issue.iid}">
<h3><span class="state ${issue.state}">${issue.state === 'opened' ? 'Open' : 'Closed'}</span> ${issue.title}
<span class="reference">#${issue.iid}</span></h3>
<p class="facts">${kind} by @${issue.author} · assignee ${owner} · due ${issue.dueDate ?? 'no date'}${
    issue.confidential ? ' · confidential' : ''
  }</p>
<p class="labels">${issue.labels.map((label) => html`<span class="label">${label}</span> `)}</p>
<details ${open ? html`open` : ''}><summary>Description</summary>
<div class="markdown">${drawMarkdown(issue.description)}</div></details>
<ul class="notes">${issue.notes.map(
    (note) => html`<li><span class="author">@${note.author}</span> ${drawMarkdown(note.body)}</li>`,
  )}</ul>
</article>`;
}

function stepsView(steps: Step[]): Html {
  if (steps.length === 0)
    return html`<p class="nothing">Nothing yet: it waits for GitLab to tell of something.</p>`;
  return html`<ol class="steps" reversed>${steps.map(
    ({ at, what, key, outcome, detail }) => html`<li>
<time datetime="${at}">${at.slice(11, 19)}</time> <strong>${what}</strong> <span class="outcome ${outcome}">${outcome}</span>
${detail === null ? null : html`<p>${detail}</p>`}<p class="key">${key}</p></li>`,
  )}</ol>`;
}

/** An issue alone, for links into GitLab. */
export function issuePage(issue: ShownIssue): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${issue.title} (#${issue.iid})</title></head>
<body>${issueView(issue, true)}</body></html>
`;
}
