import {
  type ReadCount,
  type Reading,
  type ReadTime,
  unknownCount,
  unknownTime,
} from '../../src/domain/read/reading.ts';
import type { TextPlace, Told } from '../../src/domain/told.ts';

/** A moment of the day of the examples (`04:18`) in a field, as the reader gives it. */
export function inField(time: string, over: Partial<ReadTime> = {}): ReadTime {
  return {
    value: `2024-10-31T${time}:00Z`,
    local: `2024-10-31T${time}`,
    precision: 'minute',
    zone: 'UTC',
    zoneFrom: 'text',
    source: 'field:Start',
    line: 5,
    confidence: 'stated',
    ...over,
  };
}

export function inSentence(time: string, over: Partial<ReadTime> = {}): ReadTime {
  return inField(time, { source: 'sentence', confidence: 'inferred', ...over });
}

/** Without a zone it names no moment. */
export function withoutZone(time: string): ReadTime {
  return inField(time, { value: null, zone: null, zoneFrom: null });
}

export function aCount(text: string, number: number | null, over: Partial<ReadCount> = {}): ReadCount {
  return {
    ...unknownCount,
    text,
    number,
    unit: 'customers',
    extent: 'some',
    hedged: false,
    line: 9,
    ...over,
  };
}

/** A reading that knows nothing but these. */
export function aReading(over: Partial<Reading> = {}): Reading {
  return {
    start: unknownTime,
    end: unknownTime,
    windows: [],
    duration: { minutes: null, downtimeMinutes: null, text: null, statedMinutes: null, statedText: null },
    requestsAffected: unknownCount,
    customersAffected: unknownCount,
    severity: null,
    incident: null,
    timeline: [],
    findings: [],
    ...over,
  };
}

export function described(over: Partial<Reading>): Told {
  return { place: { in: 'description' }, reading: aReading(over) };
}

export function commented(note: number, over: Partial<Reading>): Told {
  const place: TextPlace = { in: 'comment', note, by: 'alice' };
  return { place, reading: aReading(over) };
}

export function inTimeline(over: Partial<Reading>): Told {
  return { place: { in: 'timeline' }, reading: aReading(over) };
}
