import type { Figure } from '../../domain/key-information.ts';
import type { AnnouncementValues, MissingDriValues } from '../../domain/message-values.ts';
import { cut, inMessage } from '../../domain/neutralise.ts';
import type { GivenUp, Warning } from '../../domain/warning.ts';
import { dayText, durationText, severityText, timeText } from '../../domain/wording.ts';

/**
 * What the templates of messages may print. Every string is ready: escaped, worded and short enough.
 * `url` and `mention` are for a link's address and for their own; the rest are words.
 */
export type MessageView = Record<string, unknown>;

const longestTitle = 200;
const longestReason = 300;

export function announcementView(values: AnnouncementValues): MessageView {
  const { incident, review, keyInformation, dri, dueDate, because, confidential, direct } = values;
  const { severity, start, end, durationMinutes } = keyInformation ?? nothingKnown;
  return {
    incident: linked(incident),
    review: linked(review),
    severity: severity ? inMessage(severityText(severity.value)) : '',
    start: figure(start, timeText),
    end: figure(end, timeText),
    duration: figure(durationMinutes, durationText),
    dri: {
      known: dri !== null,
      name: dri ? words(dri.name || dri.username, longestTitle) : '',
      mention: dri === null ? '' : mention(dri),
    },
    due: dueDate === null ? '' : inMessage(dayText(dueDate)),
    because: words(because, longestReason),
    confidential,
    direct,
  };
}

export function missingDriView(review: MissingDriValues | null): MessageView {
  return {
    known: review !== null,
    review: linked(review ?? { title: '', url: 'https://gitlab.invalid/', reference: '' }),
    due: review?.dueDate ? inMessage(dayText(review.dueDate)) : '',
  };
}

export function warningView(warning: Warning | GivenUp): MessageView {
  const { about } = warning;
  return {
    about,
    username: about === 'token' ? words(warning.username, longestTitle) : '',
    daysLeft: about === 'token' ? inMessage(String(Math.max(0, warning.daysLeft))) : '',
    expiresOn: about === 'token' ? inMessage(dayText(warning.expiresOn)) : '',
    project: about === 'hook' ? words(warning.project, longestTitle) : '',
    enabled: about === 'hook' && warning.enabled,
    what: about === 'given-up' ? warning.what : '',
    id: about === 'given-up' ? words(warning.id, longestTitle) : '',
    problem: about === 'given-up' ? words(warning.problem, longestTitle) : '',
  };
}

const nothingKnown = { severity: null, start: null, end: null, durationMinutes: null };

/** The times of the ticket are not those of the impact: a message has no room to say so, and leaves them out. */
function figure<T>(found: Figure<T>, worded: (value: T) => string): string {
  return found === null || found.confidence === 'fallback' ? '' : inMessage(worded(found.value));
}

function linked({ title, url, reference }: { title: string; url: string; reference: string }): MessageView {
  return {
    title: words(title, longestTitle) || 'without a title',
    url: address(url),
    reference: words(reference, longestTitle),
  };
}

function words(text: string, limit: number): string {
  return inMessage(cut(text, limit));
}

/** As an autolink of our own scheme, which becomes a mention; or the name where Slack knows nobody. */
function mention({ username, slackId }: { username: string; slackId: string | null }): string {
  return slackId !== null && /^[UW][A-Z0-9]{2,20}$/.test(slackId)
    ? `<slack:${slackId}>`
    : inMessage(`@${username}`);
}

/** GitLab's own address of an issue, as it stands in a link of Markdown. */
function address(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const web =
    parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed.href : 'https://gitlab.invalid/';
  return web.replace(/[()<>\\\s]/g, percentEncoded);
}

/** `encodeURIComponent` leaves parentheses as they are. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
