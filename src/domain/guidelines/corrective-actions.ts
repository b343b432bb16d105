import type { Evidence } from '../check/evidence.ts';
import type { Guideline } from '../check/guideline.ts';
import { notFound } from '../check/not-found.ts';
import { listed, shown } from '../check/shown.ts';
import { met, needsGitLab, notMet, type Verdict } from '../check/verdict.ts';
import { hasLabel } from '../labels.ts';
import { type IssueLink, isHiddenFromSome, issueLinksIn, means } from '../review-text/issue-links.ts';
import { saysNoneNeeded } from '../review-text/none-needed.ts';
import { partsOf, piecesOf } from '../review-text/sections.ts';
import { hasPlaceholder, saidIn } from '../review-text/words.ts';
import { severityLabelOf } from '../severity.ts';
import type { IssueSnapshot } from '../words.ts';

const name = 'Outcomes / Corrective Actions';

export const correctiveActions = {
  id: 'corrective-actions',
  for: 'dri',
  asks: 'the corrective actions',
  check: (evidence) => {
    const { text, policy } = evidence;
    const parts = partsOf(text, name, [
      'Implications for Self-Managed and Dedicated',
      'Metrics',
      'Review Guidelines',
    ]);
    if (parts.length === 0) return notFound(text, name);
    const pieces = piecesOf(parts);
    const links = issueLinksIn(pieces);
    const said = saidIn(pieces);
    const needed = saysNoneNeeded(said);
    if (links.length > 0 && needed !== 'none-with-reason') return ofIssues(links, evidence);
    if (needed === 'none-with-reason') return met('It says why none is needed.');
    const label = shown(policy.correctiveActions.label);
    const how = `Link the issues that keep it from happening again, each with the label ${label}, a severity, and related to the incident; or write \`none, because …\`.`;
    if (needed === 'none') return notMet('It says that none is needed, and not why.', how);
    const isOpen = said.length === 0 || pieces.some(hasPlaceholder);
    return notMet(isOpen ? 'None is written down yet.' : 'No issue is linked.', how);
  },
} as const satisfies Guideline;

function ofIssues(links: IssueLink[], { review, incident, related, policy }: Evidence): Verdict {
  if (review === null || incident === null || related === null)
    return needsGitLab('the issues that are linked');
  const label = policy.correctiveActions.label;
  const others = links.filter((link) => !means(link, incident.issue, review));
  if (others.length === 0) {
    return notMet(
      'It links to the incident alone.',
      `Link the issues that keep it from happening again, with the label ${shown(label)}.`,
    );
  }
  const found = others.map((link) => ({
    link,
    issue: related.find((one) => one.id !== review.id && means(link, one, review)) ?? null,
  }));
  const actions = found.flatMap(({ link, issue }) =>
    issue && hasLabel(issue.labels, label) ? [{ link, issue }] : [],
  );
  const unfinished = actions.filter(({ issue }) => severityLabelOf(issue.labels) === null);
  if (actions.length > 0 && unfinished.length === 0) {
    return met(actions.length === 1 ? 'One is linked.' : `${actions.length} are linked.`);
  }
  const wanted = (actions.length > 0 ? unfinished : found).map((one) => lacks(one, label, review));
  return notMet(
    `Not complete: ${listed(wanted)}.`,
    'Add what is missing in each issue; the relation under its _Linked items_.',
  );
}

/** Of an issue nothing is told that it does not show to all who read the review: those of another project may not see it. */
function lacks(
  { link, issue }: { link: IssueLink; issue: IssueSnapshot | null },
  label: string,
  review: Pick<IssueSnapshot, 'project'>,
): string {
  const named = shown(link.written);
  const asked = `the label ${shown(label)}, a severity label and a relation to the incident`;
  if (issue === null) return `${named} (not related to the incident)`;
  if (isHiddenFromSome(issue, review)) return `${named} (it takes ${asked})`;
  const missing = [
    ...(hasLabel(issue.labels, label) ? [] : [`the label ${shown(label)}`]),
    ...(severityLabelOf(issue.labels) === null ? ['a severity label'] : []),
  ];
  return `${named} (without ${missing.join(' and ')})`;
}
