import type { Guideline } from '../check/guideline.ts';
import { serviceLabelsIn } from '../check/services-of.ts';
import { listed, shown } from '../check/shown.ts';
import { doesNotApply, met, needsGitLab, notMet } from '../check/verdict.ts';
import { hasLabel } from '../labels.ts';

export const serviceLabel = {
  id: 'service-label',
  for: 'opener',
  asks: 'the label of the service',
  check: ({ review, incident, policy }) => {
    if (review === null || incident === null) return needsGitLab('the labels of review and incident');
    const ours = serviceLabelsIn(review.labels, policy.services);
    if (incident.withheld) return ours.length > 0 ? met('The review has one.') : withheld;
    const theirs = serviceLabelsIn(incident.issue.labels, policy.services);
    const [first] = theirs;
    if (first === undefined) {
      if (ours.length > 0) return met('The review has one; the incident has none.');
      return notMet(
        'Neither the incident nor the review has one.',
        'Set the label of the service that failed on both, such as `Service::API`.',
      );
    }
    if (theirs.some((label) => hasLabel(ours, label))) return met('It is that of the incident.');
    const names = listed(theirs.map(shown));
    if (ours.length === 0)
      return notMet(`The incident has ${names}, the review has none.`, `Set ${shown(first)} on the review.`);
    return notMet(
      `The incident has ${names}, the review ${listed(ours.map(shown))}.`,
      'Set the right one on both.',
    );
  },
} as const satisfies Guideline;

const withheld = doesNotApply('The incident is confidential, and so is what it hit.');
