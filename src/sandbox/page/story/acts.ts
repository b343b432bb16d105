import type { ShownIssue } from '../../gitlab/index.ts';
import type { Scenario } from '../../scenario.ts';
import type { ShownChannel, ShownMessage, ShownSlack } from '../../slack/shown.ts';

/** A channel or a direct conversation, as the page speaks of both. */
export type Place =
  | { kind: 'channel'; id: string; name: string; channel: ShownChannel; messages: ShownMessage[] }
  /** `name`: of the person whom the bot talks with. */
  | { kind: 'direct'; id: string; name: string; with: string; messages: ShownMessage[] };

/**
 * How far an act has come: the incident burns still; it is closed and its review awaited; the review is
 * there; it was told of.
 */
export type Progress = 'waiting' | 'closed' | 'opened' | 'told';

export type Act = {
  number: number;
  incident: ShownIssue;
  review: ShownIssue | null;
  progress: Progress;
  /** Where the bot told of the review; null: nowhere yet. */
  toldIn: Place | null;
  /** The channel that people made for the incident; null: there is none. */
  ownChannel: ShownChannel | null;
};

export function placesOf({ channels, directs, users }: ShownSlack): Place[] {
  return [
    ...channels.map((channel): Place => {
      const { id, name, messages } = channel;
      return { kind: 'channel', id, name, channel, messages };
    }),
    ...directs.map((direct): Place => {
      const name = users.find(({ id }) => id === direct.with)?.realName ?? direct.with;
      return { kind: 'direct', id: direct.id, name, with: direct.with, messages: direct.messages };
    }),
  ];
}

/** The acts of the story, told by what GitLab and Slack show; nothing is asked of the service. */
export function actsOf(
  { acts }: Pick<Scenario, 'acts'>,
  issues: readonly ShownIssue[],
  places: readonly Place[],
  bot: string,
): Act[] {
  return acts.flatMap(({ incident: { id }, channel }, index) => {
    const incident = issues.find((issue) => issue.id === id);
    if (!incident) return [];
    const review = issues.find((issue) => isReviewOf(issue, incident)) ?? null;
    const toldIn = review
      ? (places.find(({ messages }) => messages.some((one) => tellsOf(one, review, bot))) ?? null)
      : null;
    const own = places.find((place) => place.kind === 'channel' && place.name === channel);
    return {
      number: index + 1,
      incident,
      review,
      progress: toldIn ? 'told' : review ? 'opened' : incident.state === 'closed' ? 'closed' : 'waiting',
      toldIn,
      ownChannel: own?.kind === 'channel' ? own.channel : null,
    };
  });
}

function isReviewOf(issue: ShownIssue, incident: ShownIssue): boolean {
  return issue.title.startsWith('Incident Review:') && issue.linkedTo.some(({ id }) => id === incident.id);
}

function tellsOf({ user, text, blocks, onlyFor }: ShownMessage, review: ShownIssue, bot: string): boolean {
  if (user !== bot || onlyFor !== null) return false;
  return `${text} ${JSON.stringify(blocks)}`.includes(review.url);
}
