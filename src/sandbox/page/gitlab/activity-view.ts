import type { ShownIssue } from '../../gitlab/index.ts';
import { drawMarkdown } from '../draw-markdown.ts';
import { type Html, html } from '../html.ts';
import type { Links } from '../links.ts';
import type { Pictures } from '../pictures.ts';
import { drawTime, hourAndMinute } from '../times.ts';
import { type NameOf, nameOr, personView } from './person-view.ts';

/** Comments as cards, and what GitLab itself noted as single lines; oldest first. */
export function activityView(
  { notes }: Pick<ShownIssue, 'notes'>,
  setting: NameOf & { links: Links; pictures: Pictures },
): Html | null {
  if (notes.length === 0) return null;
  return html`<section class="activity"><h4>Activity</h4>
<ul>${notes.map(({ id, author, body, system, internal, createdAt }) => {
    const at = new Date(createdAt);
    const text = drawMarkdown(body, { links: setting.links, pictures: setting.pictures });
    return system
      ? html`<li class="system" id="note-${id}"><strong>${nameOr(author, setting)}</strong> ${text} ${drawTime(at, hourAndMinute(at))}</li>`
      : html`<li class="comment" id="note-${id}"><p class="comment-head">${personView(author, setting)} ${drawTime(
          at,
          hourAndMinute(at),
        )}${internal ? html` <span class="tag">Internal</span>` : null}</p><div class="markdown">${text}</div></li>`;
  })}</ul></section>`;
}
