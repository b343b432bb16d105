import type { ShownIssue } from '../../gitlab/index.ts';
import { type Html, html } from '../html.ts';
import { uploadedTo } from '../pictures.ts';
import { uploadPlace } from '../routes/uploads.ts';
import { linksIn, type Scene } from '../scene.ts';
import { addressOf } from '../view.ts';
import { editorView } from './editor-view.ts';
import { issueListView } from './issue-list-view.ts';
import { issueView } from './issue-view.ts';
import { nameIn } from './person-view.ts';

/** The left side: the issues of the project, and one of them. */
export function gitlabView(scene: Scene): Html {
  const { issue, issues, people, view } = scene;
  const editing = view.editing && issue?.iid === view.issue;
  return html`<section class="pane gitlab" id="gitlab" tabindex="-1" aria-labelledby="gitlab-title">
<div class="pane-bar"><h2 id="gitlab-title">GitLab</h2><span>${issue?.projectPath ?? ''}</span></div>
<div class="pane-body">
${issueListView(scene)}
<div class="scroll" id="scroll-issue-${issue?.iid ?? 0}" data-scroll role="region" aria-label="The chosen issue" tabindex="0">${
    issue
      ? issueView(issue, {
          links: linksIn(scene),
          pictures: uploadedTo(issue.project, (upload) => uploadPlace(upload, view.as)),
          linked: issues.filter((other) => issue.linkedTo.some(({ id }) => id === other.id)),
          nameOf: nameIn(people),
          boxAction: addressOf(view, { issue: issue.iid }, `/sandbox/issues/${issue.iid}/box`),
          actions: editing ? null : actionsView(issue, scene),
          editor: editing ? editorView(issue, scene) : null,
        })
      : html`<p class="nothing">There is no issue.</p>`
  }</div></div></section>`;
}

/** Whoever may not is told so when they try, as GitLab does. */
function actionsView(issue: ShownIssue, { view, acting }: Scene): Html {
  const act = issue.state === 'opened' ? 'close' : 'reopen';
  const what = issue.type === 'incident' ? 'incident' : 'issue';
  return html`<div class="issue-actions">
<a class="button quiet" id="edit-${issue.iid}" href="${addressOf(view, {
    issue: issue.iid,
    editing: true,
  })}" data-then="editor-${issue.iid}">Edit<span class="unseen"> the description as ${acting.name}</span></a>
<form method="post" action="${addressOf(view, { issue: issue.iid }, `/sandbox/issues/${issue.iid}/state`)}">
<button type="submit" class="quiet" id="state-${issue.iid}" name="act" value="${act}">${
    act === 'close' ? 'Close' : 'Reopen'
  } ${what}</button></form></div>`;
}
