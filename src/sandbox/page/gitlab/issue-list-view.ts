import type { ShownIssue } from '../../gitlab/index.ts';
import { avatar } from '../avatar.ts';
import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import type { Scene } from '../scene.ts';
import { dayAndMonth } from '../times.ts';
import { addressOf } from '../view.ts';
import { labelsView } from './labels-view.ts';
import { nameIn } from './person-view.ts';

/** All issues, newest first. `data-latest` lets the script tell what has changed since it was looked at. */
export function issueListView({ view, issues, issue: chosen, people }: Scene): Html {
  const nameOf = nameIn(people);
  return html`<nav class="issue-list" aria-label="Issues">
<ul>${issues.map(
    (issue) => html`<li id="row-${issue.iid}"><a id="issue-link-${issue.iid}" href="${addressOf(view, {
      issue: issue.iid,
      tab: 'gitlab',
    })}" ${issue.iid === chosen?.iid ? html`aria-current="true"` : ''} data-thing="issue-${issue.iid}" data-latest="${issue.updatedAt}">
${stateIcon(issue)}<span class="row-title">${issue.title}</span>
<span class="row-facts">#${issue.iid} · ${kindOf(issue)}${issue.state === 'closed' ? ', closed' : ''}${
      issue.dueDate === null ? null : html` · due ${dayAndMonth(new Date(issue.dueDate))}`
    }<span class="row-people">${issue.assignees.map((username) => assigneeMark(nameOf(username) ?? username))}</span></span>
<span class="row-marks">${labelsView(issue.labels.filter((label) => /^severity::/i.test(label)))}${
      issue.confidential
        ? html`<span class="badge warning">${icon('confidential')} Confidential</span>`
        : null
    }</span></a></li>`,
  )}</ul></nav>`;
}

export function kindOf({ type, title }: Pick<ShownIssue, 'type' | 'title'>): string {
  if (type === 'incident') return 'Incident';
  return title.startsWith('Incident Review:') ? 'Review' : 'Issue';
}

/** A list has room for initials alone; who listens hears the name. */
function assigneeMark(name: string): Html {
  return html`<span title="Assigned to ${name}">${avatar(name)}<span class="unseen">, assigned to ${name}</span></span>`;
}

function stateIcon({ state, type }: ShownIssue): Html {
  if (state === 'closed') return html`<span class="row-state closed">${icon('done')}</span>`;
  return html`<span class="row-state">${icon(type === 'incident' ? 'incident' : 'issue')}</span>`;
}
