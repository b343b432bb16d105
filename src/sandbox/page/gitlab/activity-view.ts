import type { ShownIssue } from '../../gitlab/index.ts';
import { drawMarkdown } from '../draw-markdown.ts';
import { type Html, html } from '../html.ts';
import type { Links } from '../links.ts';
import type { Pictures } from '../pictures.ts';
import { drawTime, hourAndMinute } from '../times.ts';
import { type NameOf, nameOr, personView } from './person-view.ts';

type ShownNote = ShownIssue['notes'][number];
type NoteSetting = NameOf & { links: Links; pictures: Pictures };

/** Comments as cards, and what GitLab itself noted as single lines; oldest first. */
export function activityView({ notes }: Pick<ShownIssue, 'notes'>, setting: NoteSetting): Html | null {
  if (notes.length === 0) return null;
  return html`<section class="activity"><h4>Activity</h4>
<ul>${notes.map((note) => (note.system ? systemNoteView(note, setting) : commentView(note, setting)))}</ul></section>`;
}

/** Where a link to a comment leads. */
export function headOf({ id }: Pick<ShownNote, 'id'>): string {
  return `comment-${id}`;
}

function systemNoteView({ id, author, body, createdAt }: ShownNote, setting: NoteSetting): Html {
  return html`<li class="system" id="note-${id}"><strong>${nameOr(author, setting)}</strong> ${drawMarkdown(body, setting)} ${minute(createdAt)}</li>`;
}

function commentView(note: ShownNote, setting: NoteSetting): Html {
  const { id, author, body, internal, createdAt, editedAt } = note;
  return html`<li class="comment" id="note-${id}"><p class="comment-head" id="${headOf(note)}" tabindex="-1">${personView(author, setting)} ${minute(createdAt)}${
    editedAt === null ? null : html` <span class="edited">Edited ${minute(editedAt)}</span>`
  }${internal ? html` <span class="tag">Internal</span>` : null}</p><div class="markdown">${drawMarkdown(body, setting)}</div></li>`;
}

function minute(instant: string): Html {
  const at = new Date(instant);
  return drawTime(at, hourAndMinute(at));
}
