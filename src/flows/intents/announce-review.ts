import {
  type Announcement,
  ladder,
  type Rung,
  rungs,
  type Step,
  type Tried,
} from '../../domain/announcement.ts';
import { mustHide } from '../../domain/decide/make-confidential.ts';
import type { Place } from '../../domain/intents.ts';
import { isOlder } from '../../domain/is-older.ts';
import { Problem } from '../../domain/problems.ts';
import type { Review } from '../../domain/review.ts';
import type { Person } from '../../domain/words.ts';
import type { IssueWithText } from '../../ports/gitlab.ts';
import type { Slack } from '../../ports/slack.ts';
import type { ClaimedIntent } from '../../ports/storage.ts';
import { announcementPlace } from '../announcement-place.ts';
import type { Deps } from '../deps.ts';
import { earlierSend, sendOnce } from '../send-once.ts';
import { slackUserOf } from '../slack-user-of.ts';
import type { Performed, Performer } from './performer.ts';

type Where = { rung: Rung; place: string; channel: string };
type Scene = {
  incident: IssueWithText;
  review: IssueWithText;
  row: Review;
  hidden: boolean;
  dri: Person | null;
};

/**
 * Tells of a review in the best place that can be written to, once. Whether it may be told of, and to
 * whom, is read from GitLab at this moment: hours may have passed since it was decided.
 */
export const announceReview: Performer<'announce-review'> = async (body, claimed, deps) => {
  const { slack } = deps;
  if (!slack) return { note: 'Slack is off' };
  const row = await deps.storage.reviewOf(body.incident);
  if (!row?.issue || row.issue.iid !== body.review.iid) return { note: 'the review is another one by now' };
  const ended = (announcement: Announcement): Performed => ({
    event: { kind: 'review.announced', incident: body.incident, review: row.issue?.id ?? 0, announcement },
  });
  const { now } = deps.clock;

  const earlier = await earlierSend(claimed.key, slack, deps);
  if (earlier?.state === 'unknown') {
    const because = `Slack broke off while it took the message for ${earlier.to}, and does not let the bot look`;
    return ended({ outcome: 'unknown', at: now(), where: null, because, tried: [] });
  }
  if (earlier) {
    const { channel, ts, to, via } = earlier;
    const rung = rungs.find((one) => one === via) ?? 'reviews-channel';
    const where = { rung, place: to, channel, ts, permalink: null };
    return ended({ outcome: 'announced', at: now(), where, because: null, tried: [] });
  }

  const scene = await readScene(body.at, body.review, row, deps);
  if (scene === null) return ended(notAnnounced('the review is not there any more', [], now()));
  if (scene.review.state === 'closed') return ended(notAnnounced('the review is closed already', [], now()));
  const tried: Tried[] = [];
  for (const step of stepsFor(scene, deps)) {
    const place = await announcementPlace(step, scene, slack, deps);
    if ('because' in place) {
      tried.push({ rung: step.rung, ...place });
      continue;
    }
    const where = { rung: step.rung, ...place };
    try {
      const posted = await post(where, scene, claimed, slack, deps);
      return ended({
        outcome: 'announced',
        at: now(),
        where: { ...where, channel: posted.channel, ts: posted.ts, permalink: null },
        because: null,
        tried,
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'slack-closed') throw error;
      tried.push({
        rung: step.rung,
        place: place.place,
        because: error.message.replace(/^slack-closed: /, ''),
      });
    }
  }
  return ended(notAnnounced('no place could be written to', tried, now()));
};

function notAnnounced(because: string, tried: Tried[], at: string): Announcement {
  return { outcome: 'not-announced', at, where: null, because, tried };
}

/** null: the review is gone. Throws `gitlab-stale` when GitLab shows less than we know already. */
async function readScene(
  at: Place,
  address: { project: number; iid: number },
  row: Review,
  { gitlab }: Deps,
): Promise<Scene | null> {
  const [incident, review] = await Promise.all([
    gitlab.issue({ project: at.project, iid: at.iid }),
    gitlab.issue(address).catch(nullIfNotFound),
  ]);
  if (review === null) return null;
  const known = row.issue;
  if (
    isOlder(incident.updatedAt, row.snapshot.updatedAt) ||
    (known && isOlder(review.updatedAt, known.updatedAt))
  ) {
    throw new Problem('gitlab-stale', `incident #${at.iid} or its review is shown as it was before`);
  }
  const hidden = mustHide({ ...row, snapshot: incident }) || review.confidential;
  return { incident, review, row, hidden, dri: review.assignees[0] ?? null };
}

function nullIfNotFound(error: unknown): null {
  if (error instanceof Problem && error.code === 'gitlab-not-found') return null;
  throw error;
}

function stepsFor({ incident, hidden, dri }: Scene, { policy }: Deps): Step[] {
  const { iid, labels, description } = incident;
  return ladder({ iid, labels, text: description, hidden, dri: dri?.username ?? null }, policy());
}

async function post(where: Where, scene: Scene, claimed: ClaimedIntent, slack: Slack, deps: Deps) {
  const { incident, review, row, hidden, dri } = scene;
  const direct = where.rung === 'dri';
  const message = deps.templates.announcement({
    incident: { title: incident.title, url: incident.url, reference: `#${incident.iid}` },
    review: { title: review.title, url: review.url, reference: `#${review.iid}` },
    keyInformation: row.keyInformation,
    dri: dri && {
      username: dri.username,
      name: dri.name,
      slackId: direct ? null : await mentionOf(dri.username, slack, deps),
    },
    dueDate: review.dueDate,
    because: row.because,
    confidential: hidden,
    direct,
  });
  const { channel: to, rung: via } = where;
  return await sendOnce({ key: claimed.key, to, via, message }, claimed, slack, deps);
}

/** A mention is a kindness: where Slack does not say who somebody is, their name does. */
async function mentionOf(username: string, slack: Slack, deps: Deps): Promise<string | null> {
  try {
    const user = await slackUserOf(username, slack, deps);
    return 'because' in user ? null : user.id;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    deps.log.warn({ problem: error.code, username }, 'the DRI is not mentioned: Slack did not say who it is');
    return null;
  }
}
