import type { SandboxClock } from '../clock.ts';
import type { GitLabDouble } from '../gitlab/index.ts';
import type { Scenario } from '../scenario.ts';
import type { SlackDouble } from '../slack/index.ts';
import type { Memory } from './memory.ts';
import { chosen, type Scene } from './scene.ts';
import type { Step } from './service/steps.ts';
import { actsOf, placesOf } from './story/acts.ts';
import { readView } from './view.ts';

/** What the page shows and moves. */
export type Stage = {
  gitlab: GitLabDouble;
  slack: SlackDouble;
  clock: SandboxClock;
  scenario: Scenario;
  /** Newest first. */
  steps(): Promise<Step[]>;
  /** The time was moved: the service shall look what is due by now. */
  wake(): void;
  /** Sets up everything anew, at the same address. */
  startOver(): void;
};

/** Everything at this moment, as the address asks for it. */
export async function sceneOf(
  { gitlab, slack, clock, scenario, steps }: Stage,
  memory: Memory,
  parameters: Record<string, unknown>,
): Promise<Scene> {
  const { people, bot } = scenario;
  const view = readView(
    parameters,
    people.map(({ username }) => username),
  );
  const acting = people.find(({ username }) => username === view.as) ?? people[0];
  if (!acting) throw new Error('nobody is on the stage');
  const shown = slack.snapshot();
  const issues = gitlab.snapshot().projects.flatMap((project) => project.issues.toReversed());
  const acts = actsOf(scenario, issues, placesOf(shown), bot);
  return {
    view,
    now: clock.now(),
    people,
    acting,
    acts,
    issues,
    slack: shown,
    slackUrl: slack.url,
    bot,
    slackIsDown: memory.slackIsDown(),
    exchanges: memory.exchanges(),
    notice: view.notice === null ? null : memory.notice(view.notice),
    steps: await steps(),
    ...chosen(view, acts, issues, shown),
  };
}
