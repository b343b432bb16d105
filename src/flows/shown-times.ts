import type { Sources } from '../domain/facts.ts';
import type { KeyInformation } from '../domain/key-information.ts';
import { readMark } from '../domain/mark.ts';
import type { ImpactWindow } from '../domain/measure/window.ts';
import type { GatheredTimes } from '../domain/times/changes.ts';
import { momentsOf } from '../domain/times/moments.ts';
import { tellTimes, timesBlock } from '../domain/times/times-block.ts';
import type { IssueWithText } from '../ports/gitlab.ts';
import type { Deps } from './deps.ts';
import { shownChanges } from './shown-changes.ts';

/** `window`: as the review tells it. `times` null: nobody has asked GitLab for them yet. */
type Known = {
  sources: Sources;
  keyInformation: KeyInformation;
  window: ImpactWindow;
  times: GatheredTimes | null;
};

/** The block of times as it shall stand in a review, with nothing in it that not all of its readers may know; null: none. */
export async function shownTimes(
  { sources, keyInformation, window, times }: Known,
  review: IssueWithText,
  deps: Deps,
): Promise<string | null> {
  if (times === null) return null;
  const { trigger } = deps.policy();
  const moments = momentsOf({ sources, trigger, keyInformation, window, recorded: times });
  const changes = await shownChanges(times, review, deps);
  // What was shown and is not known any more must not go on standing there.
  const wasShown = readMark(review.description)?.blocks.times !== undefined;
  return wasShown || tellTimes(moments, changes) ? timesBlock(moments, changes) : null;
}
