import type { Guideline } from '../check/guideline.ts';
import { announced } from './announced.ts';
import { closedInTime } from './closed-in-time.ts';
import { correctiveActions } from './corrective-actions.ts';
import { details } from './details.ts';
import { driAssigned } from './dri-assigned.ts';
import { incidentLink } from './incident-link.ts';
import { keyInformation } from './key-information.ts';
import { labels } from './labels.ts';
import { metricsLinked } from './metrics-linked.ts';
import { selfManaged } from './self-managed.ts';
import { serviceLabel } from './service-label.ts';
import { severityLabel } from './severity-label.ts';
import { summary } from './summary.ts';
import { takeaways } from './takeaways.ts';
import { title } from './title.ts';

/**
 * The boxes of a review, in their order: for whoever opens it, then for the DRI. Another one is a file beside this
 * one, a line here, and a box in templates/.
 */
export const guidelines = [
  title,
  serviceLabel,
  severityLabel,
  incidentLink,
  driAssigned,
  announced,
  keyInformation,
  metricsLinked,
  summary,
  details,
  correctiveActions,
  selfManaged,
  labels,
  takeaways,
  closedInTime,
] as const satisfies readonly Guideline[];

export type GuidelineId = (typeof guidelines)[number]['id'];

export const guidelineIds: readonly GuidelineId[] = guidelines.map(({ id }) => id);

/** What each box of a review ends with, so that it is found again after people have moved or reworded it. */
export function guidelineMark(id: string): string {
  return `<!-- guideline:${id} -->`;
}
