import { durationText } from '../wording.ts';
import { readDocument } from './document/document.ts';
import type { Candidate, StatedLength } from './evidence/candidates.ts';
import { type Choice, choose } from './evidence/choose.ts';
import { lengthsInSentences } from './evidence/claimed-lengths.ts';
import { fromFields, readFields } from './evidence/fields.ts';
import { fromSentences } from './evidence/from-sentences.ts';
import { fromRows } from './evidence/rows.ts';
import { readSentences } from './evidence/sentences.ts';
import { readSeveral } from './evidence/several.ts';
import { asWindows, readWindows, type Span } from './evidence/windows.ts';
import { countFields, readCount } from './figures/counts.ts';
import { readIncident } from './figures/incidents.ts';
import { readSeverity } from './figures/severities.ts';
import { lint } from './lint/index.ts';
import {
  type Finding,
  type ReadDuration,
  type Reading,
  type ReadOptions,
  type ReadTime,
  unknownTime,
  type Window,
} from './reading.ts';
import { isSameLength, minutesBetween } from './time/minutes-between.ts';
import { localText, type Stamp, wallMinutes } from './time/stamps.ts';
import { offsetAt, offsetsAt } from './time/zones.ts';

/** Reads the key information out of Markdown or plain text; what it does not say stays unknown. Linear in its length. */
export function readKeyInformation(text: string, options: ReadOptions): Reading {
  const document = readDocument(text, options);
  const findings: Finding[] = [...document.findings];
  const sentences = readSentences(document);
  const fields = fromFields(readFields(document), document, findings);
  const candidates = [...fields.candidates, ...fromSentences(sentences), ...fromRows(document.entries)];
  const lengths = [...fields.lengths, ...lengthsInSentences(sentences)];
  const chosen = choose(candidates, lengths, findings);
  const several = readSeveral(document, candidates);
  const spans =
    several && several.spans.length > 1 ? several.spans : readWindows(chosen, candidates, document);
  const choice = outer(chosen, spans, candidates);
  if (several) {
    const message = 'the text tells of several incidents; each should have a review of its own';
    findings.push({ code: 'several-incidents', line: several.line, message });
  } else if (spans.length > 1) {
    const message = `there are ${spans.length} windows of impact; the duration is from the first start to the last end`;
    findings.push({ code: 'several-windows', line: spans[1]?.start.line ?? null, message });
  }
  const windows = asWindows(spans);
  const duration = durationOf(choice, several !== null, windows, lengths);
  const { minutes, downtimeMinutes } = duration.reading;
  findings.push(
    ...lint({
      document,
      choice,
      candidates,
      minutes: minutes ?? downtimeMinutes,
      downtimeMinutes,
      stated: duration.stated,
      isSeveral: spans.length > 1,
    }),
  );
  const start = timeOf(choice.start, instantOf);
  const counted = countFields(document);
  return {
    start,
    end: endOf(choice.end, start),
    windows,
    duration: duration.reading,
    requestsAffected: readCount('requestsAffected', counted, sentences),
    customersAffected: readCount('customersAffected', counted, sentences),
    severity: readSeverity(document),
    incident: readIncident(document),
    timeline: document.entries
      .filter(({ text: words, body, isOfLog }) => !isOfLog && (words !== '' || body !== ''))
      .map(({ at, text: words, body, line }) => ({
        value: instantOf(at),
        local: localText(at),
        text: words === '' ? body : words,
        line,
      })),
    findings: findings.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}

/** Start and end of several windows, or of ranges that overlap, are the outermost ones. */
function outer(choice: Choice, spans: Span[], candidates: Candidate[]): Choice {
  const first = spans[0]?.start;
  const last = spans.at(-1)?.end;
  return {
    start: candidates.find(({ stamp, role }) => role === 'start' && stamp === first) ?? choice.start,
    end: candidates.find(({ stamp, role }) => role === 'end' && stamp === last) ?? choice.end,
  };
}

function timeOf(candidate: Candidate | null, instant: (stamp: Stamp) => string | null): ReadTime {
  if (candidate === null) return unknownTime;
  const { stamp, source, confidence } = candidate;
  return {
    value: instant(stamp),
    local: localText(stamp),
    precision: stamp.minuteOfDay === null ? 'day' : 'minute',
    zone: stamp.zone?.name ?? null,
    zoneFrom: stamp.zoneFrom,
    source,
    line: stamp.line,
    confidence,
  };
}

/** In the hour that comes twice the end is of its second passing, if that of its first is before the start. */
function endOf(candidate: Candidate | null, start: ReadTime): ReadTime {
  const end = timeOf(candidate, instantOf);
  const isBefore = end.value !== null && start.value !== null && end.value < start.value;
  return isBefore ? timeOf(candidate, (stamp) => instantOf(stamp, 'last')) : end;
}

function instantOf(stamp: Stamp, passing: 'first' | 'last' = 'first'): string | null {
  const wall = wallMinutes(stamp);
  if (wall === null || stamp.minuteOfDay === null || !stamp.isYearKnown) return null;
  if (stamp.zone === null || stamp.zone.isUnknown) return null;
  const offset =
    stamp.zone.offset ??
    offsetsAt(stamp.zone, wall).at(passing === 'first' ? 0 : -1) ??
    offsetAt(stamp.zone, wall);
  return new Date((wall - offset) * 60_000).toISOString().replace('.000Z', 'Z');
}

function durationOf(
  { start, end }: Choice,
  isSeveral: boolean,
  windows: Window[],
  lengths: StatedLength[],
): { reading: ReadDuration; stated: StatedLength | null } {
  const between = start && end ? minutesBetween(start.stamp, end.stamp) : null;
  const minutes = between !== null && between >= 0 && !isSeveral ? between : null;
  const downtimeMinutes = windows.length > 0 ? windows.reduce((sum, one) => sum + one.minutes, 0) : minutes;
  const fits = (one: StatedLength) =>
    [minutes, downtimeMinutes].some((figure) => figure !== null && isSameLength(one.minutes, figure));
  const sorted = [...lengths].sort((a, b) => b.rank - a.rank);
  const stated = sorted.find(fits) ?? sorted[0] ?? null;
  const reading = {
    minutes,
    downtimeMinutes,
    text: minutes === null ? null : durationText(minutes),
    statedMinutes: stated?.minutes ?? null,
    statedText: stated?.text ?? null,
  };
  return { reading, stated };
}
