import type { ShownIssue } from '../gitlab/index.ts';
import type { Persona } from '../scenario.ts';
import type { ShownSlack } from '../slack/shown.ts';
import type { Links } from './links.ts';
import type { Step } from './service/steps.ts';
import { type Act, type Place, placesOf } from './story/acts.ts';
import { addressOf, type View } from './view.ts';

/** Everything that the page draws, at one moment. */
export type Scene = {
  view: View;
  now: Date;
  /** Who a visitor may be, and who it is now. */
  people: readonly Persona[];
  acting: Persona;
  acts: Act[];
  /** In all projects, newest first. */
  issues: ShownIssue[];
  issue: ShownIssue | null;
  slack: ShownSlack;
  /** Where permalinks lead, without a slash at the end. */
  slackUrl: string;
  /** Slack user id of the bot. */
  bot: string;
  slackIsDown: boolean;
  places: Place[];
  place: Place | null;
  /** What people typed and what they were answered, oldest first. */
  exchanges: Exchange[];
  /** Newest first. */
  steps: Step[];
  notice: string | null;
};

/** A command, and that it was answered with nothing or not at all; an answer with words is a message of its own. */
export type Exchange = {
  id: number;
  place: string;
  user: string;
  at: Date;
  typed: string;
  trouble: string | null;
};

/** What the chosen act is about, where the visitor chose nothing else. */
export function chosen(
  view: View,
  acts: readonly Act[],
  issues: readonly ShownIssue[],
  slack: ShownSlack,
): { issue: ShownIssue | null; place: Place | null; places: Place[] } {
  const places = placesOf(slack);
  const act = acts.find(({ number }) => number === view.act) ?? null;
  const own = act?.ownChannel?.id;
  return {
    places,
    issue: issues.find(({ iid }) => iid === view.issue) ?? act?.review ?? act?.incident ?? issues[0] ?? null,
    place:
      places.find(({ id }) => id === view.conversation) ??
      act?.toldIn ??
      places.find(({ id }) => id === own) ??
      places[0] ??
      null,
  };
}

/** Links to issues and channels that this page shows stay on it. */
export function linksIn({ view, issues, slackUrl }: Pick<Scene, 'view' | 'issues' | 'slackUrl'>): Links {
  const here = (issue: ShownIssue) => ({
    href: addressOf(view, { issue: issue.iid, tab: 'gitlab' }),
    outside: false,
  });
  return {
    to: (url) => {
      const issue = issues.find((one) => one.url === url);
      if (issue) return here(issue);
      const [, conversation] = /^\/archives\/(\w+)(?:\/|$)/.exec(url.replace(slackUrl, '')) ?? [];
      if (conversation) return { href: addressOf(view, { conversation, tab: 'slack' }), outside: false };
      return { href: url, outside: true };
    },
    issue: (iid) => {
      const issue = issues.find((one) => one.iid === iid);
      return issue ? here(issue) : null;
    },
  };
}
