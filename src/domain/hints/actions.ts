import type { Evidence } from '../check/evidence.ts';
import { listed, shown } from '../check/shown.ts';
import { cut } from '../neutralise.ts';
import { isHiddenFromSome, issueLinksIn, means } from '../review-text/issue-links.ts';
import type { Piece } from '../review-text/review-text.ts';
import { partsOf, piecesOf } from '../review-text/sections.ts';
import { saidIn } from '../review-text/words.ts';
import type { Hint } from './hint.ts';
import { hasVerb } from './verbs.ts';

const longestShown = 60;
const mostActions = 100;
const owner =
  /(?<![\w@/.])@[a-z0-9_]|\b(?:owner|owned by|assignee|assigned to|dri|responsible)\b ?[:=-]? ?\S|\bteam\b|\bgroup\b/i;

/** Actions of which nobody knows who does them, or what is done. Of one that is an issue, the issue tells. */
export function actions({ text, review, related }: Pick<Evidence, 'text' | 'review' | 'related'>): Hint[] {
  const items = piecesOf(
    partsOf(text, 'Outcomes / Corrective Actions', [
      'Implications for Self-Managed and Dedicated',
      'Review Guidelines',
    ]),
  )
    .filter(({ kind, source }) => kind === 'item' && !source.includes('<!-- guideline:'))
    .slice(0, mostActions);
  const told = items.flatMap((item) => saidIn([item]).map((words) => ({ item, words })));
  const ownerless = told.filter(({ item }) => !hasOwner(item, { review, related }));
  const verbless = told.filter(({ item, words }) => issueLinksIn([item]).length === 0 && !hasVerb(words));
  return [
    ...hintOf('action-without-owner', ownerless, 'Who does it?'),
    ...hintOf('action-without-verb', verbless, 'What is to be done, in one verb?'),
  ];
}

/** Where the issues cannot be looked at, whoever owns them is taken on trust. */
function hasOwner(item: Piece, { review, related }: Pick<Evidence, 'review' | 'related'>): boolean {
  if (owner.test(item.source.replace(/\s+/g, ' '))) return true;
  const links = issueLinksIn([item]);
  return links.some((link) => {
    const issue = review && related?.find((one) => means(link, one, review));
    return (
      !issue || isHiddenFromSome(issue, review) || issue.state === 'closed' || issue.assignees.length > 0
    );
  });
}

function hintOf(about: Hint['about'], found: { item: Piece; words: string }[], ask: string): Hint[] {
  const [first] = found;
  if (first === undefined) return [];
  const names = listed(found.map(({ words }) => shown(cut(words, longestShown))));
  return [{ about, line: found.length === 1 ? first.item.line : null, says: `${ask} ${names}.` }];
}
