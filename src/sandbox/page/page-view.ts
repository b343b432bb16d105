import { gitlabView } from './gitlab/gitlab-view.ts';
import { headerView } from './header-view.ts';
import { type Html, html } from './html.ts';
import type { Scene } from './scene.ts';
import { stepsView } from './service/steps-view.ts';
import { slackView } from './slack/slack-view.ts';
import { storyView } from './story/story-view.ts';
import { addressOf, type Tab, tabs } from './view.ts';

const tabNames: Record<Tab, string> = { gitlab: 'GitLab', slack: 'Slack', service: 'Service' };

/**
 * The whole page for one address. The script fetches the same address again when something has changed and
 * puts the differences in place, so everything that may change in its own place has an id. `start` is another one
 * for each start of the sandbox.
 */
export function pageView(scene: Scene, start: string): Html {
  const { view } = scene;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sandbox · incident-review-bot</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox/page.css">
<script type="module" src="/sandbox/page.js"></script>
</head>
<body data-start="${start}">
<a class="skip" href="#gitlab">Skip to GitLab</a>
${headerView(scene)}
<p class="away" role="status">The sandbox does not answer as it should. It may have been stopped.</p>
<main id="main">
${scene.notice === null ? null : html`<p class="notice" id="notice-${view.notice}" role="alert"><span>${scene.notice}</span> <a class="button quiet" href="${addressOf(view)}">Close</a></p>`}
${storyView(scene)}
<nav class="tabs" aria-label="Parts of the page">${tabs.map(
    (tab) =>
      html`<a id="tab-${tab}" data-part="${tab}" href="${addressOf(view, { tab })}" ${
        tab === view.tab ? html`aria-current="true"` : ''
      }>${tabNames[tab]}</a>`,
  )}</nav>
<div class="parts" id="parts" data-tab="${view.tab}">
${gitlabView(scene)}
${slackView(scene)}
${stepsView(scene)}
</div>
</main>
</body>
</html>
`;
}
