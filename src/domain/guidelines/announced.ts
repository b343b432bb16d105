import { type Announcement, isNews } from '../announcement.ts';
import type { Guideline } from '../check/guideline.ts';
import { shown } from '../check/shown.ts';
import {
  doesNotApply,
  forAPerson,
  met,
  needsGitLab,
  notMet,
  notYet,
  type Verdict,
} from '../check/verdict.ts';
import type { ReviewMark } from '../mark.ts';
import { asLink, cut, inWords } from '../neutralise.ts';
import { linksToMessage } from '../review-text/slack-links.ts';

const longestReason = 300;

const todo =
  "Tell the incident's channel in Slack, and put the link to that message into the line of this box; or say there where else it was told, and tick the box.";

export const announced = {
  id: 'announced',
  for: 'opener',
  asks: 'the announcement in Slack',
  check: ({ announced: known, text, incident, review, policy }) => {
    if (linksToMessage(text.boxes.get('announced') ?? ''))
      return met('A message in Slack is linked beside the box.');
    if (known === null) return needsGitLab('where it was announced');
    const { announcement } = known;
    if (announcement === null) {
      return policy.slack === null ? notMet('Nobody has announced it.', todo) : notYet('It is under way.');
    }
    const isOld = incident !== null && review !== null && !isNews(incident.issue, null, review.createdAt);
    if (isOld && announcement.outcome === 'not-announced')
      return doesNotApply(incident.withheld ? 'Nobody is told of it.' : 'The incident was over long before.');
    const isHidden = incident?.issue.confidential === true || incident?.withheld === true;
    return verdictOf(announcement, isHidden, text.mark);
  },
} as const satisfies Guideline;

/** Where a message stands is lost with a database; what was found of it stands in the mark of the review still. */
function foundBefore(mark: ReviewMark | null): Verdict | null {
  switch (mark?.boxes.announced) {
    case 'x':
      return met('It was announced. Where the message stands is not known any more.');
    case '~':
      return doesNotApply('It did not apply when that was last known.');
    default:
      return null;
  }
}

function verdictOf(
  { outcome, where, because, tried }: Announcement,
  isHidden: boolean,
  mark: ReviewMark | null,
): Verdict {
  switch (outcome) {
    case 'announced':
      return where?.rung === 'incident-channel' ? met(placeOf(where)) : elsewhere(where, tried, isHidden);
    case 'retracted':
      return doesNotApply('It was taken back, for the review became confidential.');
    case 'unknown':
      return (
        foundBefore(mark) ??
        forAPerson(
          `Nobody can say whether the message stands in Slack${because === null || isHidden ? '' : `: ${said(because)}`}.`,
        )
      );
    case 'not-announced':
      return notMet(
        because === null || isHidden
          ? 'It could not be announced.'
          : `It could not be announced: ${said(because)}.`,
        todo,
      );
  }
}

function elsewhere(where: Announcement['where'], tried: Announcement['tried'], isHidden: boolean): Verdict {
  if (where?.rung === 'dri') {
    return met(
      isHidden ? 'The DRI alone was told, for it is confidential.' : `The DRI was told${why(tried)}.`,
    );
  }
  return met(where === null ? 'It was announced.' : `${placeOf(where).slice(0, -1)}${why(tried)}.`);
}

function placeOf({ place, permalink }: NonNullable<Announcement['where']>): string {
  const url = permalink === null ? null : asLink(permalink);
  return url === null ? `It was announced in ${shown(place)}.` : `The [message](${url}) stands in Slack.`;
}

function why(tried: Announcement['tried']): string {
  const [first] = tried;
  return first === undefined
    ? ''
    : `, since the channel of the incident could not be written to (${said(first.because)})`;
}

function said(reason: string): string {
  return inWords(cut(reason, longestReason).replace(/\.$/, ''));
}
