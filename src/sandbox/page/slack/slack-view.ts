import { type Html, html } from '../html.ts';
import type { Scene } from '../scene.ts';
import { conversationView } from './conversation-view.ts';
import { sidebarView } from './sidebar-view.ts';

/** The right side: the conversations of the workspace, and one of them. */
export function slackView(scene: Scene): Html {
  const { place, slack, slackIsDown } = scene;
  return html`<section class="pane slack" id="slack" tabindex="-1" aria-labelledby="slack-title">
<div class="pane-bar"><h2 id="slack-title">Slack</h2><span>${slack.team.name}</span>${
    slackIsDown ? html`<span class="badge warning" role="status">down</span>` : null
  }</div>
<div class="pane-body">
${sidebarView(scene)}
${place ? conversationView(place, scene) : html`<p class="nothing">There is no conversation yet.</p>`}
</div></section>`;
}
