import { type Announcement, ladder, type Rung, rungs, type Tried } from '../../domain/announcement.ts';
import { subjectOf } from '../../domain/decide/decision.ts';
import { Problem, problems } from '../../domain/problems.ts';
import type { Review } from '../../domain/review.ts';
import type { Slack } from '../../ports/slack.ts';
import type { ClaimedIntent, Send } from '../../ports/storage.ts';
import { announcementPlace } from '../announcement-place.ts';
import type { Deps } from '../deps.ts';
import { type Now, readNow } from '../read-now.ts';
import { earlierSend, sendOnce } from '../send-once.ts';
import { slackUserOf } from '../slack-user-of.ts';
import type { Performed, Performer } from './performer.ts';

type Where = NonNullable<Announcement['where']>;
type Place = { rung: Rung; place: string; channel: string };

/**
 * Tells of a review in the best place that can be written to, once. Whether it may be told of, and to
 * whom, is read from GitLab at this moment: hours may have passed since it was decided.
 */
export const announceReview: Performer<'announce-review'> = async (body, claimed, deps) => {
  const { slack } = deps;
  if (!slack) return { note: 'Slack is off' };
  const { incident, generation } = body;
  const row = await deps.storage.reviewOf(incident);
  if (!row?.issue || row.generation !== generation) return { note: 'the review is another one by now' };
  const ended = (what: Pick<Announcement, 'outcome'> & Partial<Announcement>): Performed => {
    const announcement = { where: null, because: null, tried: [], ...what, at: deps.clock.now() };
    return { event: { kind: 'review.announced', incident, generation, announcement } };
  };

  const earlier = await earlierSend(claimed.key, slack, deps);
  if (earlier?.state === 'retracted') {
    return ended({ outcome: 'retracted', because: 'it was said, and taken back before anybody knew' });
  }
  if (earlier?.state === 'unknown') {
    const because = `Slack broke off while it took the message for ${earlier.place}, and does not let the bot look`;
    return ended({ outcome: 'unknown', because });
  }
  if (earlier) return ended({ outcome: 'announced', where: whereOf(earlier) });

  const now = await readNow(row, claimed, deps);
  if (now === null) return ended({ outcome: 'not-announced', because: 'incident or review are gone' });
  if (now.review.state === 'closed') {
    return ended({ outcome: 'not-announced', because: 'the review is closed already' });
  }
  const { where, tried, refused } = await climb(now, row, claimed, slack, deps);
  if (where) return ended({ outcome: 'announced', where, tried });
  // Slack's words about the message itself: a person should read them.
  if (refused) throw refused;
  return ended({ outcome: 'not-announced', because: 'no place could be written to', tried });
};

function whereOf({ via, place, channel, ts }: Extract<Send, { state: 'sent' }>): Where {
  return { rung: rungs.find((one) => one === via) ?? 'reviews-channel', place, channel, ts, permalink: null };
}

type Climbed = { where: Where | null; tried: Tried[]; refused: Problem | null };

/** Rung after rung, until one takes it. */
async function climb(
  now: Now,
  row: Review,
  claimed: ClaimedIntent,
  slack: Slack,
  deps: Deps,
): Promise<Climbed> {
  const { incident, review, hidden } = now;
  const { iid, labels, description: text } = incident;
  const dri = review.assignees[0]?.username ?? null;
  // Outside the rungs: what Slack says of a person is no reason to leave out a channel.
  const mentioned = dri === null || hidden ? null : await mentionOf(dri, claimed, slack, deps);
  const tried: Tried[] = [];
  let refused: Problem | null = null;
  for (const step of ladder({ iid, labels, text, hidden, dri }, deps.policy())) {
    const { rung } = step;
    const name = step.rung === 'dri' ? `@${step.username ?? 'nobody'}` : step.channel;
    try {
      const place = await announcementPlace(step, now, slack, deps);
      if ('because' in place) {
        tried.push({ rung, ...place });
        continue;
      }
      const { channel, ts } = await post({ rung, ...place }, mentioned, now, row, claimed, slack, deps);
      return { where: { rung, place: place.place, channel, ts, permalink: null }, tried, refused };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'slack-refused') refused = error;
      else if (error.code !== 'slack-closed') throw error;
      tried.push({ rung, place: name, because: error.message.replace(/^slack-\w+: /, '') });
    }
  }
  return { where: null, tried, refused };
}

async function post(
  { rung, place, channel: to }: Place,
  mentioned: string | null,
  { incident, review, hidden }: Now,
  row: Review,
  claimed: ClaimedIntent,
  slack: Slack,
  deps: Deps,
) {
  const direct = rung === 'dri';
  const [dri] = review.assignees;
  const message = deps.templates.announcement({
    incident: { title: incident.title, url: incident.url, reference: `#${incident.iid}` },
    review: { title: review.title, url: review.url, reference: `#${review.iid}` },
    keyInformation: row.keyInformation,
    dri: dri ? { username: dri.username, name: dri.name, slackId: direct ? null : mentioned } : null,
    dueDate: review.dueDate,
    because: row.because,
    confidential: hidden,
    direct,
  });
  const about = subjectOf(row.incident);
  return await sendOnce({ key: claimed.key, about, to, place, via: rung, message }, claimed, slack, deps);
}

/** A mention is a kindness, worth a few attempts where they may help: else the name must do. */
const attemptsForMention = 5;

async function mentionOf(
  username: string,
  { attempts }: ClaimedIntent,
  slack: Slack,
  deps: Deps,
): Promise<string | null> {
  try {
    const user = await slackUserOf(username, slack, deps);
    return 'because' in user ? null : user.id;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (problems[error.code].again && attempts < attemptsForMention) throw error;
    deps.log.warn({ problem: error.code, username }, 'the DRI is not mentioned: Slack did not say who it is');
    return null;
  }
}
