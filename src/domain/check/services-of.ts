import { fitsPattern, hasLabel } from '../labels.ts';
import type { Service } from '../policy.ts';
import type { Evidence } from './evidence.ts';

/** Labels that name a service: those of the catalogue, and GitLab's own form. */
export function serviceLabelsIn(labels: string[], services: Service[]): string[] {
  return labels.filter(
    (label) => fitsPattern(label, 'Service::*') || services.some((one) => hasLabel([label], one.label)),
  );
}

/** The labels of the review and, where they may be told, of the incident. */
export function labelsKnown({ review, incident }: Pick<Evidence, 'review' | 'incident'>): string[] {
  const ofIncident = incident === null || incident.withheld ? [] : incident.issue.labels;
  return [...ofIncident, ...(review?.labels ?? [])];
}
