import { cellsOf } from './cells.ts';
import type { GuidelineId } from './guidelines/index.ts';
import { hasLabel } from './labels.ts';
import type { ReviewValues } from './review.ts';
import { severityLabelOf } from './severity.ts';

/** The boxes that are met the moment a review opens, because we ourselves set what they ask for. */
export function metAtOpening(values: ReviewValues): ReadonlySet<GuidelineId> {
  const { labels, services, keyInformation, dri } = values;
  const met = new Set<GuidelineId>(['title']);
  const named = services.some(({ label }) => hasLabel(labels, label));
  if (named || labels.some((label) => /^service::/i.test(label.trim()))) met.add('service-label');
  const severity = severityLabelOf(labels)?.severity;
  if (severity !== undefined && severity === keyInformation.severity?.value) met.add('severity-label');
  if (cellsOf(values).incident.known) met.add('incident-link');
  if (dri !== null) met.add('dri-assigned');
  return met;
}
