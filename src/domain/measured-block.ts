import { askedOf, queryText } from './asked-of.ts';
import { type CellName, cellTitles } from './cells.ts';
import { findFolded, type Span } from './folded-block.ts';
import type { Side } from './impact-window.ts';
import { asComment, hashOfText, readMark } from './mark.ts';
import { type Counted, counted, metricNames } from './measure/answer.ts';
import { differenceToAll } from './measure/difference.ts';
import type { MetricEvidence } from './measure/evidence.ts';
import { type Figures, hasFigure, type ServiceFigures, type WindowFigures } from './measure/figures.ts';
import { type Proof, readProof } from './measure/read-proof.ts';
import { windowIn } from './measure/window.ts';
import { type countedIn, outcomeText, serviceText } from './measured-cells.ts';
import { cut, inWords } from './neutralise.ts';
import { timeText } from './wording.ts';
import type { IncidentKey, Instant } from './words.ts';

/**
 * `answers`: what people have written into the cells of the review; `unread`: where that should be a moment, and is none
 * that can be read.
 */
type Shown = {
  incident: IncidentKey;
  figures: Figures;
  evidence: readonly MetricEvidence[];
  answers: Partial<Record<CellName, string>>;
  unread: readonly Side[];
};

const summary = '<summary>What was measured</summary>';
const proofOpening = '<!-- incident-review-bot-evidence ';
const proofClosing = ' -->';
/** A review may have a mebibyte, and most of it belongs to people. */
const longestProof = 65_536;
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
export function measuredBlock({ incident, figures, evidence, answers, unread }: Shown): string | null {
  const { present, earlier, triedUntil } = figures;
  if (![present, ...earlier].some(countsSomething)) return null;
  const proof = proofOf({ windows: [present, ...earlier], evidence: [...evidence] }, incident);
  const lines = [
    '<details>',
    summary,
    '',
    ...windowLines(present, 'Impact', evidence, triedUntil, answers),
    ...unread.flatMap((side) => ['', unreadLine(side)]),
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

/**
 * What a review proves to have been measured: its words may have been edited and moved, but not the line of the proof,
 * which is of this incident alone. null: nothing.
 */
export function provenIn(text: string): Proof | null {
  const incident = readMark(text)?.incident;
  if (incident === undefined) return null;
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith(proofOpening) || !line.endsWith(proofClosing)) continue;
    const [hash = '', json = ''] = line.slice(proofOpening.length, -proofClosing.length).split(/ (.*)/);
    if (hash === hashOfProof(json, incident)) return readProof(json);
  }
  return null;
}

function hashOfProof(json: string, { project, issue }: IncidentKey): string {
  return hashOfText(`${project}:${issue} ${json}`);
}

function unreadLine(side: Side): string {
  return `_${cellTitles[side]}_ in the table is no moment that can be read, such as \`2024-10-31 04:18 UTC\`: what the incident says is measured.`;
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
  const figures = [
    ...services.flatMap((one) => figureLines(one, until)),
    ...counted.flatMap((about) => differenceLine(services, about, answers)),
  ];
  const proofs = ofWindow(evidence, window).map(evidenceLine);
  return [
    `${title}: from ${moment(start)} to ${moment(end)}`,
    '',
    ...(figures.length > 0 ? figures : ['- not measured yet']),
    ...(proofs.length === 0 ? [] : ['', 'Asked for it:', '', ...proofs]),
  ];
}

function figureLines(one: ServiceFigures, until: Instant | null): string[] {
  return counted.flatMap((about) => {
    const outcome = one[about];
    if (outcome === null) return [];
    const what = 'figure' in outcome ? '' : `${about} affected, `;
    return [`- ${serviceText(one.service)}: ${what}${outcomeText(outcome, about, until)}`];
  });
}

/** Only where it is known of every service that counts them. */
function differenceLine(services: ServiceFigures[], about: Counted, answers: Shown['answers']): string[] {
  const answer = answers[cellOf[about]];
  const outcomes = services.flatMap((one) => one[about] ?? []);
  const figures = outcomes.flatMap((one) => ('figure' in one ? one.figure : []));
  if (answer === undefined || figures.length < outcomes.length) return [];
  const difference = differenceToAll(answer, figures, about);
  return difference === null ? [] : [`- ${cellTitles[cellOf[about]]}: ${difference}`];
}

function evidenceLine(evidence: MetricEvidence): string {
  const { service, metric, query, readAt, answer, warnings } = evidence;
  const came = answer.value === null ? `no value (${answer.because})` : String(answer.value);
  const warned = warnings.map((one) => `; ${inWords(cut(one, longestWarning))}`).join('');
  return `- ${serviceText(service)}, \`${metric}\`: ${came}, asked of ${askedOf(evidence)} on ${timeText(readAt)}${warned}: ${queryText(query)}`;
}

/** Evidence is of whole seconds. */
function ofWindow(evidence: readonly MetricEvidence[], impact: WindowFigures): MetricEvidence[] {
  const asked = windowIn(impact);
  return asked === null
    ? []
    : evidence
        .filter(({ window }) => window.start === asked.start && window.end === asked.end)
        .toSorted((a, b) => metricNames.indexOf(a.metric) - metricNames.indexOf(b.metric));
}

/** Only what was measured or is lost: all else is asked for again. What does not fit is left out, the oldest first. */
function proofOf({ windows, evidence }: Proof, incident: IncidentKey): string | null {
  const settled = windows
    .map((one) => ({ ...one, services: one.services.filter(isWorthKeeping) }))
    .filter(({ services, charts }) => services.length > 0 || charts.length > 0);
  for (let count = settled.length; count > 0; count -= 1) {
    const kept = settled.slice(0, count);
    const proof: Proof = { windows: kept, evidence: kept.flatMap((one) => ofWindow(evidence, one)) };
    const json = asComment(proof);
    const line = `${proofOpening}${hashOfProof(json, incident)} ${json}${proofClosing}`;
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
