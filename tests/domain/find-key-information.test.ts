import { expect, test } from 'vitest';
import { findKeyInformation } from '../../src/domain/find-key-information.ts';
import { anIncident, anOpenIncident, aPolicy, aTimelineEvent, someFacts } from '../fakes/facts.ts';

const { trigger } = aPolicy();
const start = aTimelineEvent('2024-10-31T04:18:00.000Z', 'Start time');
const end = aTimelineEvent('2024-10-31T22:05:00.000Z', 'End time');

test('start, end and duration are read from the tags of the timeline', () => {
  const found = findKeyInformation(someFacts({ timeline: [start, end] }), trigger);
  expect(found.start).toMatchObject({ value: start.occurredAt, confidence: 'stated' });
  expect(found.end).toMatchObject({ value: end.occurredAt, confidence: 'stated' });
  expect(found.durationMinutes).toMatchObject({ value: 17 * 60 + 47, confidence: 'stated' });
});

test('of several tagged events the first start and the last end count', () => {
  const relapse = aTimelineEvent('2024-11-01T01:00:00.000Z', 'end TIME');
  const later = aTimelineEvent('2024-10-31T05:00:00.000Z', 'Start time');
  const found = findKeyInformation(someFacts({ timeline: [relapse, later, end, start] }), trigger);
  expect([found.start?.value, found.end?.value]).toEqual([start.occurredAt, relapse.occurredAt]);
});

test('the tags for detection and mitigation are only inferred', () => {
  const timeline = [
    aTimelineEvent('2024-10-31T04:20:00.000Z', 'Impact detected'),
    aTimelineEvent('2024-10-31T21:00:00.000Z', 'Impact mitigated'),
  ];
  const found = findKeyInformation(someFacts({ timeline }), trigger);
  expect([found.start?.confidence, found.end?.confidence]).toEqual(['inferred', 'inferred']);
  expect(found.durationMinutes).toMatchObject({ value: 1000, confidence: 'inferred' });
});

test('without a timeline the ticket times stand in, and say so', () => {
  const found = findKeyInformation(someFacts(), trigger);
  expect(found.start).toEqual({
    value: '2024-10-31T05:02:10.000Z',
    source: 'when the incident was opened',
    confidence: 'fallback',
  });
  expect(found.end?.confidence).toBe('fallback');
  // 05:02 to 22:07, the minutes that people see.
  expect(found.durationMinutes).toMatchObject({ value: 17 * 60 + 5, confidence: 'fallback' });
});

test('the resolved label is a better end than the closure', () => {
  const labelSetAt = { mitigated: null, resolved: '2024-10-31T20:00:00.000Z' };
  const found = findKeyInformation(someFacts({ labelSetAt }), trigger);
  expect(found.end).toMatchObject({ value: labelSetAt.resolved, confidence: 'inferred' });
  expect(found.end?.source).toContain('Incident::Resolved');
});

test('a ticket that was opened after the impact had ended tells no start', () => {
  const early = aTimelineEvent('2024-10-31T03:00:00.000Z', 'End time');
  const found = findKeyInformation(someFacts({ timeline: [early] }), trigger);
  expect(found).toMatchObject({ start: null, durationMinutes: null });
  expect(found.end?.value).toBe(early.occurredAt);
});

test('a ticket that was closed before the stated start tells no end', () => {
  const late = aTimelineEvent('2024-11-02T00:00:00.000Z', 'Start time');
  const found = findKeyInformation(someFacts({ timeline: [late] }), trigger);
  expect(found).toMatchObject({ end: null, durationMinutes: null });
});

test('two stated times the wrong way round stay as they are, without a duration', () => {
  const timeline = [
    aTimelineEvent('2024-10-31T22:00:00.000Z', 'Start time'),
    aTimelineEvent('2024-10-31T04:00:00.000Z', 'End time'),
  ];
  const found = findKeyInformation(someFacts({ timeline }), trigger);
  expect(found.start).not.toBeNull();
  expect(found.end).not.toBeNull();
  expect(found.durationMinutes).toBeNull();
});

test('an incident that goes on has no end', () => {
  const found = findKeyInformation(someFacts({ incident: anOpenIncident() }), trigger);
  expect(found).toMatchObject({ end: null, durationMinutes: null });
});

test('the severity tells where it came from', () => {
  const byField = findKeyInformation(
    someFacts({ incident: anIncident({ labels: [], severity: 1 }) }),
    trigger,
  );
  expect(byField.severity).toMatchObject({ value: 1, source: "the incident's severity field" });
  const byLabel = findKeyInformation(
    someFacts({ incident: anIncident({ labels: ['S2'], severity: 1 }) }),
    trigger,
  );
  expect(byLabel.severity).toMatchObject({ value: 2, source: 'label "S2"' });
});
