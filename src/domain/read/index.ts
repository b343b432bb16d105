import { durationText } from '../wording.ts';
import type { Candidate, StatedLength } from './candidates.ts';
import { choose, minutesBetween } from './choose.ts';
import { readDocument } from './document.ts';
import { fromFields, readFields } from './fields.ts';
import type { Finding, ReadCount, ReadDuration, Reading, ReadOptions, ReadTime } from './reading.ts';
import { fromRows } from './rows.ts';
import { fromSentences, lengthsInSentences, readSentences } from './sentences.ts';
import { localText, type Stamp, wallMinutes } from './stamps.ts';
import { offsetAt } from './zones.ts';

const unknownTime: ReadTime = {
  value: null,
  local: null,
  precision: null,
  zone: null,
  zoneFrom: null,
  source: null,
  line: null,
  confidence: null,
};

const unknownCount: ReadCount = {
  text: null,
  number: null,
  unit: null,
  percent: null,
  hedged: null,
  extent: null,
  line: null,
};

/** Reads the key information out of Markdown or plain text; what it does not say stays unknown. Linear in its length. */
export function readKeyInformation(text: string, options: ReadOptions): Reading {
  const document = readDocument(text, options);
  const findings: Finding[] = [...document.findings];
  const sentences = readSentences(document);
  const fields = fromFields(readFields(document), document, findings);
  const candidates = [...fields.candidates, ...fromSentences(sentences), ...fromRows(document.entries)];
  const lengths = [...fields.lengths, ...lengthsInSentences(sentences)];
  const { start, end } = choose(candidates, lengths, findings);
  return {
    start: timeOf(start),
    end: timeOf(end),
    windows: [],
    duration: durationOf(start, end, lengths),
    requestsAffected: unknownCount,
    customersAffected: unknownCount,
    severity: null,
    incident: null,
    timeline: document.entries.map(({ at, text: words, body, line }) => ({
      value: instantOf(at),
      local: localText(at),
      text: words === '' ? body : words,
      line,
    })),
    findings,
  };
}

function timeOf(candidate: Candidate | null): ReadTime {
  if (candidate === null) return unknownTime;
  const { stamp, source, confidence } = candidate;
  return {
    value: instantOf(stamp),
    local: localText(stamp),
    precision: stamp.minuteOfDay === null ? 'day' : 'minute',
    zone: stamp.zone?.name ?? null,
    zoneFrom: stamp.zoneFrom,
    source,
    line: stamp.line,
    confidence,
  };
}

function instantOf(stamp: Stamp): string | null {
  const wall = wallMinutes(stamp);
  if (wall === null || stamp.minuteOfDay === null || stamp.zone === null || !stamp.isYearKnown) return null;
  return new Date((wall - offsetAt(stamp.zone, wall)) * 60_000).toISOString().replace('.000Z', 'Z');
}

function durationOf(start: Candidate | null, end: Candidate | null, lengths: StatedLength[]): ReadDuration {
  const minutes = start && end ? minutesBetween(start.stamp, end.stamp) : null;
  const sorted = [...lengths].sort((a, b) => b.rank - a.rank);
  const stated =
    sorted.find((one) => minutes !== null && Math.abs(one.minutes - minutes) <= 1) ?? sorted[0] ?? null;
  return {
    minutes: minutes !== null && minutes >= 0 ? minutes : null,
    downtimeMinutes: minutes !== null && minutes >= 0 ? minutes : null,
    text: minutes !== null && minutes >= 0 ? durationText(minutes) : null,
    statedMinutes: stated?.minutes ?? null,
    statedText: stated?.text ?? null,
  };
}
