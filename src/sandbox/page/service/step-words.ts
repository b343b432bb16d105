import type { IntentKind } from '../../../domain/intents.ts';
import type { Step } from './steps.ts';

/** Which side a step is about: what GitLab told, what was done there or in Slack, what was measured, or one of the user's apps. */
export type Side = 'heard' | 'gitlab' | 'slack' | 'metrics' | 'app';

export type SpokenStep = { side: Side; sentence: string };

/** `done` as a sentence; `doing` for what is tried again or was given up. */
const words: Record<IntentKind, { side: Side; done: string; doing: string }> = {
  'identify-issue': {
    side: 'gitlab',
    done: 'Asked what kind of issue it is',
    doing: 'asking what kind of issue it is',
  },
  'gather-facts': {
    side: 'gitlab',
    done: 'Read the incident, its timeline and who could own the review',
    doing: 'reading the incident',
  },
  'open-review': { side: 'gitlab', done: 'Opened the review', doing: 'opening the review' },
  'link-review': { side: 'gitlab', done: 'Linked the review with its incident', doing: 'linking the review' },
  'assign-review': {
    side: 'gitlab',
    done: 'Assigned the next candidate',
    doing: 'assigning the next candidate',
  },
  'correct-review': {
    side: 'gitlab',
    done: 'Corrected the review, so that it says what GitLab really took',
    doing: 'correcting the review',
  },
  'refresh-key-information': {
    side: 'gitlab',
    done: 'Read again what the incident says of its impact',
    doing: 'reading again what the incident says',
  },
  'gather-times': {
    side: 'gitlab',
    done: 'Looked for alerts, reverts and deployments',
    doing: 'looking for alerts, reverts and deployments',
  },
  'restore-edit': {
    side: 'gitlab',
    done: 'Brought back what a person had written at the same moment',
    doing: 'bringing back what a person had written',
  },
  'measure-figures': {
    side: 'metrics',
    done: 'Asked the metrics how many were affected',
    doing: 'asking the metrics how many were affected',
  },
  'check-guidelines': {
    side: 'gitlab',
    done: 'Judged the review by its guidelines',
    doing: 'judging the review by its guidelines',
  },
  'comment-on-review': {
    side: 'gitlab',
    done: 'Brought the comment on the guidelines up to date',
    doing: 'bringing the comment on the guidelines up to date',
  },
  'tell-of-open-boxes': {
    side: 'gitlab',
    done: 'Said which boxes were open at closing',
    doing: 'saying which boxes were open at closing',
  },
  'draw-charts': {
    side: 'metrics',
    done: 'Drew charts of the impact',
    doing: 'drawing charts of the impact',
  },
  'take-back-charts': {
    side: 'gitlab',
    done: 'Took back charts that not everybody may see any more',
    doing: 'taking back charts that not everybody may see any more',
  },
  'make-review-confidential': {
    side: 'gitlab',
    done: 'Made the review confidential',
    doing: 'making the review confidential',
  },
  'verify-review': {
    side: 'gitlab',
    done: 'Looked whether the review is still there',
    doing: 'looking for the review',
  },
  'follow-review': {
    side: 'gitlab',
    done: 'Followed an issue that was moved',
    doing: 'following a moved issue',
  },
  'comment-on-incident': {
    side: 'gitlab',
    done: 'Commented on the incident',
    doing: 'commenting on the incident',
  },
  'announce-review': { side: 'slack', done: 'Announced the review', doing: 'announcing the review' },
  'link-announcement': {
    side: 'slack',
    done: 'Noted where the announcement stands',
    doing: 'noting where the announcement stands',
  },
  'bookmark-review': {
    side: 'slack',
    done: 'Bookmarked the review in the channel',
    doing: 'bookmarking the review',
  },
  'tell-of-missing-dri': {
    side: 'slack',
    done: 'Told the reviews channel that nobody owns the review',
    doing: 'telling the reviews channel that nobody owns the review',
  },
  'retract-messages': {
    side: 'slack',
    done: 'Took back what the channels may not know any more',
    doing: 'taking back what the channels may not know any more',
  },
  'warn-operators': {
    side: 'slack',
    done: 'Warned those who run the service',
    doing: 'warning those who run the service',
  },
  'tell-app': { side: 'app', done: 'Told an app', doing: 'telling an app' },
};

const heard: Record<string, string> = {
  'Issue Hook': 'GitLab told of an issue',
  'Confidential Issue Hook': 'GitLab told of a confidential issue',
  'Note Hook': 'GitLab told of a comment',
  'Confidential Note Hook': 'GitLab told of an internal comment',
};

/** A step in plain words. A kind that this page does not know keeps its name. */
export function speak({ what, outcome }: Pick<Step, 'what' | 'outcome'>): SpokenStep {
  if (!isIntent(what)) return { side: 'heard', sentence: heard[what] ?? `GitLab told of something: ${what}` };
  const { side, done, doing } = words[what];
  if (outcome === 'done') return { side, sentence: done };
  if (outcome === 'parked') return { side, sentence: `Gave up ${doing}; a person should look` };
  if (outcome === 'dropped') return { side, sentence: `Somebody gave up ${doing}` };
  return { side, sentence: `${capital(doing)} did not work yet` };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isIntent(what: string): what is IntentKind {
  return Object.hasOwn(words, what);
}
