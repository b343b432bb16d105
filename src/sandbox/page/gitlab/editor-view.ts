import type { ShownIssue } from '../../gitlab/index.ts';
import { type Html, html } from '../html.ts';
import type { Scene } from '../scene.ts';
import { addressOf } from '../view.ts';

/** The text of an issue to be changed by a person. `was` lets a change made meanwhile be noticed. */
export function editorView(issue: ShownIssue, { view, acting }: Scene): Html {
  const { iid, description } = issue;
  return html`<form class="editor" id="editor-form-${iid}" data-keep method="post" action="${addressOf(
    view,
    { issue: iid },
    `/sandbox/issues/${iid}/description`,
  )}" data-then="edit-${iid}">
<label for="editor-${iid}">Description, edited by ${acting.name}</label>
<textarea id="editor-${iid}" name="text" rows="18" spellcheck="false">
${description}</textarea>
<input type="hidden" name="was" value="${description}">
<div class="issue-actions">
<button type="submit" id="save-${iid}">Save</button>
<a class="button quiet" href="${addressOf(view, { issue: iid })}" data-escape data-then="edit-${iid}">Cancel</a>
<span class="hint">Escape leaves it as it was</span></div></form>`;
}
