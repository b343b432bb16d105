import type { Guideline } from '../check/guideline.ts';
import { doesNotApply, met, needsGitLab, notMet } from '../check/verdict.ts';
import { severityLabelOf, severityOf } from '../severity.ts';

export const severityLabel = {
  id: 'severity-label',
  for: 'opener',
  asks: 'the label of the severity',
  check: ({ review, incident }) => {
    if (review === null || incident === null) return needsGitLab('the labels of review and incident');
    const ours = severityLabelOf(review.labels)?.severity ?? null;
    if (incident.withheld) {
      return ours === null
        ? doesNotApply('The incident is confidential, and so is how severe it was.')
        : met('The review has one.');
    }
    const theirs = severityOf(incident.issue);
    if (theirs === null) {
      return notMet(
        ours === null
          ? 'Nobody has said how severe the incident was.'
          : `The review says ${ours}, the incident nothing.`,
        'Set the severity of the incident, and its label here.',
      );
    }
    if (ours === theirs) return met(`Both say ${ours}.`);
    return notMet(
      `The incident says ${theirs}, the review ${ours ?? 'nothing'}.`,
      `Set \`severity::${theirs}\` here, or the right severity on the incident.`,
    );
  },
} as const satisfies Guideline;
