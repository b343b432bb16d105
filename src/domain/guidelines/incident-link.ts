import { stateOf } from '../check/cell-state.ts';
import type { Evidence } from '../check/evidence.ts';
import type { Guideline } from '../check/guideline.ts';
import { notFound } from '../check/not-found.ts';
import { met, needsGitLab, notMet, type Verdict } from '../check/verdict.ts';
import { asReference } from '../neutralise.ts';
import { referenceTo } from '../plan-review.ts';
import { issueLinksIn, means } from '../review-text/issue-links.ts';

export const incidentLink = {
  id: 'incident-link',
  for: 'opener',
  asks: 'the link to the incident',
  check: (evidence) => {
    const { text, review, incident, related } = evidence;
    if (text.cells === null) return notFound(text, 'Key Information');
    const links = issueLinksIn([{ source: text.cells.incident ?? '' }]);
    if (links.length === 0) return missing(evidence);
    if (review === null || incident === null || related === null) {
      return needsGitLab('the incident, and the relation of the review to it');
    }
    if (!links.some((link) => means(link, incident.issue, review))) {
      return notMet('_Link to Incident Issue_ leads to another issue.', wayTo(evidence));
    }
    if (related.some(({ id }) => id === review.id))
      return met('The table links to it, and they are related.');
    return notMet(
      'The table links to it, but the two issues are not related.',
      'Add the incident under _Linked items_ of the review.',
    );
  },
} as const satisfies Guideline;

function missing(evidence: Evidence): Verdict {
  const cell = evidence.text.cells?.incident;
  const because = stateOf(cell, evidence.text) === 'answered' ? 'holds no link' : 'is empty';
  return notMet(
    cell === undefined
      ? 'The table has no row _Link to Incident Issue_.'
      : `_Link to Incident Issue_ ${because}.`,
    wayTo(evidence),
  );
}

function wayTo({ review, incident }: Evidence): string {
  const reference =
    review === null || incident === null ? null : asReference(referenceTo(incident.issue, review.project.id));
  // In code, for a comment that refers to the incident would tell its readers so.
  return reference === null ? 'Link to the incident there.' : `Write \`${reference}\` there.`;
}
