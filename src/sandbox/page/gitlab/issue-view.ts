import { countTasks, type ShownIssue } from '../../gitlab/index.ts';
import { drawMarkdown } from '../draw-markdown.ts';
import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import type { Links } from '../links.ts';
import type { Pictures } from '../pictures.ts';
import { drawTime, hourAndMinute, shortDay } from '../times.ts';
import { activityView } from './activity-view.ts';
import { kindOf } from './issue-list-view.ts';
import { labelsView } from './labels-view.ts';
import { type NameOf, nameOr, personView } from './person-view.ts';

/** How an issue is drawn: what links lead to, where pictures are, who the people are, and what a visitor may do. */
export type IssueSetting = NameOf & {
  links: Links;
  pictures: Pictures;
  /** Other issues that this one is linked with. */
  linked: readonly ShownIssue[];
  /** Where a click on a box is told; null: it does nothing. */
  boxAction: string | null;
  /** Above the text: edit, close, reopen. */
  actions: Html | null;
  /** Instead of the text. */
  editor: Html | null;
};

/** One issue as GitLab shows it. */
export function issueView(issue: ShownIssue, setting: IssueSetting): Html {
  const { links, pictures, boxAction, actions, editor } = setting;
  return html`<article class="issue" id="issue-${issue.iid}">
<div class="issue-head"><p>${issue.projectPath} <span>#${issue.iid}</span></p>${actions}</div>
<h3>${issue.title}</h3>
<p class="issue-facts">${stateBadge(issue)}${
    issue.confidential ? html`<span class="badge warning">${icon('confidential')} Confidential</span>` : null
  } <span>${kindOf(issue)} by ${nameOr(issue.author, setting)}, ${day(issue.createdAt)}</span>${tasksView(issue)}</p>
${metaView(issue, setting)}
<section class="description" aria-label="Description">
${
  editor ??
  html`<div class="markdown" id="text-${issue.iid}" data-box="${boxAction ?? ''}">${
    issue.description.trim() === ''
      ? html`<p class="nothing">No description.</p>`
      : drawMarkdown(issue.description, { links, pictures, boxes: boxAction === null ? 'shown' : 'live' })
  }</div>`
}
</section>
${timelineView(issue)}
${linkedView(setting)}
${activityView(issue, setting)}
</article>`;
}

function stateBadge({ state }: ShownIssue): Html {
  return state === 'opened'
    ? html`<span class="badge open">${icon('issue')} Open</span>`
    : html`<span class="badge closed">${icon('done')} Closed</span>`;
}

/** As GitLab sums up the boxes of a text. */
function tasksView({ description }: ShownIssue): Html | null {
  const { count, done } = countTasks(description);
  return count === 0 ? null : html` <span>${done} of ${count} checklist items completed</span>`;
}

function metaView(issue: ShownIssue, setting: IssueSetting): Html {
  const assignees = issue.assignees.map((username) => personView(username, setting));
  return html`<dl class="meta">
<div><dt>Assignee</dt><dd>${assignees.length > 0 ? assignees : html`<span class="nothing">None</span>`}</dd></div>
<div><dt>Due date</dt><dd>${
    issue.dueDate === null
      ? html`<span class="nothing">None</span>`
      : html`${icon('calendar')} ${drawTime(new Date(issue.dueDate), shortDay(new Date(issue.dueDate)))}`
  }</dd></div>
<div class="meta-wide"><dt>Labels</dt><dd>${
    issue.labels.length > 0 ? labelsView(issue.labels) : html`<span class="nothing">None</span>`
  }</dd></div></dl>`;
}

function day(instant: string): Html {
  const at = new Date(instant);
  return drawTime(at, `${shortDay(at)}, ${hourAndMinute(at)}`);
}

function timelineView({ timeline, iid }: ShownIssue): Html | null {
  if (timeline.length === 0) return null;
  return html`<section class="timeline"><h4 id="timeline-${iid}">Timeline</h4>
<ul aria-labelledby="timeline-${iid}">${timeline.map(({ occurredAt, note, tags }) => {
    const at = new Date(occurredAt);
    return html`<li>${drawTime(at, hourAndMinute(at))} <span>${note}${tags.map(
      (tag) => html` <span class="tag">${tag}</span>`,
    )}</span></li>`;
  })}</ul></section>`;
}

function linkedView({ linked, links }: IssueSetting): Html | null {
  if (linked.length === 0) return null;
  return html`<section class="linked"><h4>Linked items</h4>
<ul>${linked.map(
    (issue) =>
      html`<li>${icon(issue.state === 'closed' ? 'done' : 'issue')} <a href="${links.to(issue.url).href}">${
        issue.title
      }</a> <span class="row-facts">#${issue.iid}</span></li>`,
  )}</ul></section>`;
}
