import { lettersOf } from '../headings.ts';
import { fitsPattern } from '../labels.ts';
import { cut, inWords } from '../neutralise.ts';
import type { ExtraGuideline } from '../policy.ts';
import { linksTo } from '../review-text/addresses.ts';
import type { Section } from '../review-text/review-text.ts';
import { partsUnder, piecesOf } from '../review-text/sections.ts';
import { countWords, hasPlaceholder, saidIn } from '../review-text/words.ts';
import type { Evidence } from './evidence.ts';
import type { Guideline } from './guideline.ts';
import { shown } from './shown.ts';
import { forAPerson, met, needsGitLab, notMet, type Verdict } from './verdict.ts';

const longestText = 500;

/** A guideline of the configuration as one of ours. */
export function configured(extra: ExtraGuideline): Guideline {
  return {
    id: extra.id,
    for: extra.for,
    asks: inWords(cut(extra.text, longestText)),
    check: (evidence) => judge(extra, evidence),
  };
}

/** The first thing that does not hold; else what GitLab has to be asked for. */
function judge(extra: ExtraGuideline, evidence: Evidence): Verdict {
  const verdicts = [ofLabel(extra, evidence), ofText(extra, evidence)].flatMap((one) => one ?? []);
  const open = verdicts.find(({ is }) => is === 'not-met') ?? verdicts.find(({ is }) => is !== 'met');
  return open ?? verdicts[0] ?? forAPerson('Only people can tell.');
}

function ofLabel({ label }: ExtraGuideline, { review }: Evidence): Verdict | null {
  if (label === null) return null;
  if (review === null) return needsGitLab('the labels of the review');
  return review.labels.some((one) => fitsPattern(one, label))
    ? met(`The review has a label ${shown(label)}.`)
    : notMet(`The review has no label ${shown(label)}.`, 'Set one.');
}

function ofText({ heading, words, linkTo }: ExtraGuideline, { text }: Evidence): Verdict | null {
  if (heading === null && words === null && linkTo === null) return null;
  const parts = heading === null ? text.sections : partsUnder(text, ({ title }) => isSame(title, heading));
  const where = heading === null ? 'The review' : `The section ${shown(heading)}`;
  if (parts.length === 0) {
    return notMet(`There is no section ${shown(heading ?? '')}.`, 'Write it, or tick the box yourself.');
  }
  const pieces = piecesOf(parts);
  if (linkTo !== null && !pieces.some(({ source }) => linksTo(source, [linkTo]))) {
    return notMet(`${where} does not link to ${shown(linkTo)}.`, 'Put the link there.');
  }
  const wanted = words ?? (linkTo === null ? 1 : 0);
  const count = countWords(saidIn(pieces));
  if (count < wanted || (wanted > 0 && heading !== null && pieces.some(hasPlaceholder))) {
    const because = count < wanted ? `has ${count} words` : 'still has a prompt';
    return notMet(`${where} ${because}.`, `Write ${wanted === 1 ? 'it' : `${wanted} words at least`}.`);
  }
  return met(linkTo === null ? `${where} has ${count} words.` : `${where} links to ${shown(linkTo)}.`);
}

/** In any script, and where a title has no letters as it is written. */
function isSame(title: Section['title'], wanted: string): boolean {
  const letters = lettersOf(wanted);
  return letters === '' ? title.trim() === wanted.trim() : lettersOf(title) === letters;
}
