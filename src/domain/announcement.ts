import type { Policy } from './policy.ts';
import { servicesOf } from './services.ts';
import type { Instant, IssueSnapshot } from './words.ts';

/** Where an announcement may go, from the best place to the last. */
export const rungs = ['incident-channel', 'service-channel', 'reviews-channel', 'dri'] as const;

export type Rung = (typeof rungs)[number];

/** A rung that could not take it, and why; for people. */
export type Tried = { rung: Rung; place: string; because: string };

/**
 * What became of announcing a review; the evidence for it. `unknown`: Slack broke off and nobody can say
 * whether the message stands there. `retracted`: it was taken back, because the review became
 * confidential. `because` says why it is not there.
 */
export type Announcement = {
  outcome: 'announced' | 'unknown' | 'not-announced' | 'retracted';
  at: Instant;
  where: { rung: Rung; place: string; channel: string; ts: string; permalink: string | null } | null;
  because: string | null;
  tried: Tried[];
};

/** A channel by id or by name with `#`. */
export type ChannelStep = { rung: Exclude<Rung, 'dri'>; channel: string; from: 'link' | 'name' };

/** One rung with its place: a channel, or the DRI by GitLab username (null: nobody). */
export type Step = ChannelStep | { rung: 'dri'; username: string | null };

const announcedWithinMs = 7 * 86_400_000;

/** Whether a closure is news still: older ones come by `reconcile --since` and would only startle people. */
export function isNews(
  incident: Pick<IssueSnapshot, 'closedAt'>,
  reachedAt: Instant | null,
  now: Instant,
): boolean {
  const when = incident.closedAt ?? reachedAt ?? now;
  return Date.parse(now) - Date.parse(when) <= announcedWithinMs;
}

/**
 * The rungs for one incident, best first, each place once. What is hidden is for the DRI alone.
 * `text` is the incident's description: a link to a channel in it wins over the configured pattern.
 */
export function ladder(
  incident: { iid: number; labels: string[]; text: string; hidden: boolean; dri: string | null },
  policy: Pick<Policy, 'services' | 'slack'>,
): Step[] {
  const last: Step = { rung: 'dri', username: incident.dri };
  if (incident.hidden || policy.slack === null) return [last];
  const linked = linkedChannel(incident.text);
  const own = linked ?? policy.slack.incidentChannel.replaceAll('{iid}', String(incident.iid));
  const service = servicesOf(incident.labels, policy.services)[0]?.channel ?? null;
  const channels: ChannelStep[] = [
    { rung: 'incident-channel', channel: own, from: linked === null ? 'name' : 'link' },
    ...(service === null ? [] : [{ rung: 'service-channel', channel: service, from: 'name' } as const]),
    { rung: 'reviews-channel', channel: policy.slack.reviewsChannel, from: 'name' },
  ];
  const first = channels.filter(
    ({ channel }, index) => channels.findIndex((other) => other.channel === channel) === index,
  );
  return [...first, last];
}

/**
 * The id of the first Slack channel that a text links to: `https://acme.slack.com/archives/C0123ABCD`, the
 * web client's address, or `slack://channel`. A link to one message (`/p1700000000000000`) names another place
 * more often than the incident's own channel, and does not count; neither does what a comment hides.
 */
export function linkedChannel(text: string): string | null {
  const shown = text.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  for (const [, archived, opened, native] of shown.matchAll(channelLink)) {
    const id = archived ?? opened ?? native;
    if (id !== undefined) return id.toUpperCase();
  }
  return null;
}

const channelLink =
  /https:\/\/(?:[a-z0-9-]{1,80}\.){1,3}slack\.com\/(?:(?:archives|messages)\/([CG][A-Z0-9]{6,20})\/?(?![\w/])|client\/[TE][A-Z0-9]{6,20}\/([CG][A-Z0-9]{6,20})\/?(?![\w/]))|slack:\/\/channel\?(?:team=[TE][A-Z0-9]{6,20}&)?id=([CG][A-Z0-9]{6,20})(?!\w)/gi;
