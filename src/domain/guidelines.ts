import { cellsOf } from './cells.ts';
import { hasLabel } from './labels.ts';
import type { ReviewValues } from './review.ts';
import { severityLabelOf } from './severity.ts';

/** The boxes for the person who opens a review, in their order. The ids stand in reviews: never rename one. */
export const openerGuidelines = [
  'title',
  'service-label',
  'severity-label',
  'incident-link',
  'dri-assigned',
  'announced',
] as const;

/** The boxes for the DRI, in their order. */
export const driGuidelines = [
  'key-information',
  'metrics-linked',
  'summary',
  'details',
  'corrective-actions',
  'self-managed',
  'labels',
  'takeaways',
  'closed-in-time',
] as const;

export const guidelines = [...openerGuidelines, ...driGuidelines] as const;

export type Guideline = (typeof guidelines)[number];

/** What each box of a review ends with, so that it is found again after people have moved or reworded it. */
export function guidelineMark(guideline: Guideline): string {
  return `<!-- guideline:${guideline} -->`;
}

/** The boxes that are met the moment a review opens, because we ourselves set what they ask for. */
export function metAtOpening(values: ReviewValues): ReadonlySet<Guideline> {
  const { labels, services, keyInformation, dri } = values;
  const met = new Set<Guideline>(['title']);
  const named = services.some(({ label }) => hasLabel(labels, label));
  if (named || labels.some((label) => /^service::/i.test(label.trim()))) met.add('service-label');
  const severity = severityLabelOf(labels)?.severity;
  if (severity !== undefined && severity === keyInformation.severity?.value) met.add('severity-label');
  if (cellsOf(values).incident.known) met.add('incident-link');
  if (dri !== null) met.add('dri-assigned');
  return met;
}
