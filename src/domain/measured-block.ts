import type { CellName } from './cells.ts';
import { findFolded, type Span } from './folded-block.ts';
import { asComment, hashOfText, readMark } from './mark.ts';
import { counted, metricNames } from './measure/answer.ts';
import { differenceText, differenceTo } from './measure/difference.ts';
import type { MetricEvidence } from './measure/evidence.ts';
import { type Figures, hasFigure, type ServiceFigures, type WindowFigures } from './measure/figures.ts';
import { type Proof, readProof } from './measure/read-proof.ts';
import { windowOf } from './measure/window.ts';
import { type countedIn, outcomeText, serviceText } from './measured-cells.ts';
import { asLink, cut, inCode, inWords } from './neutralise.ts';
import { timeText } from './wording.ts';
import type { Instant } from './words.ts';

/** `answers`: what people have written into the cells of the review. */
type Shown = {
  figures: Figures;
  evidence: readonly MetricEvidence[];
  answers: Partial<Record<CellName, string>>;
};

const summary = '<summary>What was measured</summary>';
const proofOpening = '<!-- incident-review-bot-evidence ';
const proofClosing = ' -->';
/** A review may have a mebibyte, and most of it belongs to people. */
const longestProof = 65_536;
const longestQuery = 1_000;
const longestWarning = 300;
const cellOf = { customers: 'customersAffected', requests: 'requestsAffected' } as const satisfies Record<
  (typeof counted)[number],
  keyof typeof countedIn
>;

/**
 * The folded block of what was measured: each figure, how far people's own is from it, and where it came from; the
 * windows that the review told before below. Its last line but one is the same for machines, so that it outlives the
 * database. null: nothing was measured, or could have been.
 */
export function measuredBlock({ figures, evidence, answers }: Shown): string | null {
  const { present, earlier, triedUntil } = figures;
  if (![present, ...earlier].some(countsSomething)) return null;
  const proof = proofOf({ windows: [present, ...earlier], evidence: [...evidence] });
  const lines = [
    '<details>',
    summary,
    '',
    ...windowLines(present, 'Impact', evidence, triedUntil, answers),
    ...earlier.flatMap((window) => ['', ...windowLines(window, 'Told before', evidence, null, {})]),
    '',
    ...(proof === null ? [] : [proof, '']),
    '</details>',
  ];
  return lines.join('\n');
}

/** Where the block stands in a text; null: nowhere whole. */
export function findMeasured(lines: string[]): Span | null {
  return findFolded(lines, summary);
}

/** What a text proves to have been measured; null: nothing, or a person has changed the block since we wrote it. */
export function provenIn(text: string): Proof | null {
  const lines = text.split('\n');
  const span = findMeasured(lines);
  if (span === null) return null;
  const block = lines.slice(span.from, span.to);
  if (hashOfText(block.join('\n')) !== readMark(text)?.blocks.measured) return null;
  const line = block.find((one) => one.startsWith(proofOpening) && one.endsWith(proofClosing));
  return line === undefined ? null : readProof(line.slice(proofOpening.length, -proofClosing.length));
}

/** A service may have a chart alone. */
function countsSomething({ services }: WindowFigures): boolean {
  return services.some(({ requests, customers }) => requests !== null || customers !== null);
}

function windowLines(
  window: WindowFigures,
  title: string,
  evidence: readonly MetricEvidence[],
  until: Instant | null,
  answers: Shown['answers'],
): string[] {
  const { start, end, services } = window;
  const moment = (at: Instant | null) => (at === null ? 'unknown' : timeText(at));
  const figures = services.flatMap((one) => figureLines(one, until, services.length === 1 ? answers : {}));
  const proofs = ofWindow(evidence, window).map(evidenceLine);
  return [
    `${title}: from ${moment(start)} to ${moment(end)}`,
    '',
    ...(figures.length > 0 ? figures : ['- not measured yet']),
    ...(proofs.length === 0 ? [] : ['', 'Asked for it:', '', ...proofs]),
  ];
}

function figureLines(one: ServiceFigures, until: Instant | null, answers: Shown['answers']): string[] {
  return counted.flatMap((about) => {
    const outcome = one[about];
    if (outcome === null) return [];
    const says = `- ${serviceText(one.service)}: ${outcomeText(outcome, about, until)}`;
    if (!('figure' in outcome)) return [says];
    const answer = answers[cellOf[about]];
    const difference = answer === undefined ? null : differenceTo(answer, outcome.figure, about);
    return [difference === null ? says : `${says}; ${differenceText(difference, outcome.figure)}`];
  });
}

function evidenceLine({
  service,
  metric,
  query,
  readAt,
  source,
  link,
  answer,
  warnings,
}: MetricEvidence): string {
  const came = answer.value === null ? `no value (${answer.because})` : String(answer.value);
  const url = link === null ? null : asLink(link);
  const where = url === null ? inCode(source) : `[${inWords(source)}](${url})`;
  const warned = warnings.map((one) => `; ${inWords(cut(one, longestWarning))}`).join('');
  return `- ${serviceText(service)}, \`${metric}\`: ${came}, asked of ${where} on ${timeText(readAt)}${warned}: ${inCode(cut(query, longestQuery))}`;
}

/** Evidence is of whole seconds. */
function ofWindow(evidence: readonly MetricEvidence[], { start, end }: WindowFigures): MetricEvidence[] {
  const asked = start === null || end === null ? null : windowOf(start, end);
  return asked === null
    ? []
    : evidence
        .filter(({ window }) => window.start === asked.start && window.end === asked.end)
        .toSorted((a, b) => metricNames.indexOf(a.metric) - metricNames.indexOf(b.metric));
}

/** Only what was measured or is lost: all else is asked for again. What does not fit is left out, the oldest first. */
function proofOf({ windows, evidence }: Proof): string | null {
  const settled = windows
    .map((one) => ({ ...one, services: one.services.filter(isWorthKeeping) }))
    .filter(({ services, charts }) => services.length > 0 || charts.length > 0);
  for (let count = settled.length; count > 0; count -= 1) {
    const kept = settled.slice(0, count);
    const proof: Proof = { windows: kept, evidence: kept.flatMap((one) => ofWindow(evidence, one)) };
    const line = proofOpening + asComment(proof) + proofClosing;
    if (line.length <= longestProof) return line;
  }
  return null;
}

function isWorthKeeping(figures: ServiceFigures): boolean {
  return (
    hasFigure(figures) ||
    counted.some((about) => {
      const outcome = figures[about];
      return outcome !== null && 'loss' in outcome;
    })
  );
}
