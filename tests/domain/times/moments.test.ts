import { describe, expect, test } from 'vitest';
import type { Sources, TimelineEvent } from '../../../src/domain/facts.ts';
import { findKeyInformation } from '../../../src/domain/find-key-information.ts';
import type { ImpactWindow } from '../../../src/domain/measure/window.ts';
import type { Recorded } from '../../../src/domain/times/changes.ts';
import { momentsOf } from '../../../src/domain/times/moments.ts';
import { spansOf } from '../../../src/domain/times/spans.ts';
import { anIncident, aPolicy, aTimelineEvent, someFacts } from '../../fakes/facts.ts';
import { at, moment, someMoments } from './values.ts';

const { trigger } = aPolicy();

function told(
  timeline: TimelineEvent[],
  { window = {}, ...recorded }: Partial<Recorded> & { window?: Partial<ImpactWindow> } = {},
) {
  const sources: Sources = { ...someFacts(), timeline };
  const keyInformation = findKeyInformation(sources, trigger);
  const found = { start: keyInformation.start?.value ?? null, end: keyInformation.end?.value ?? null };
  return momentsOf({
    sources,
    trigger,
    keyInformation,
    window: { ...found, ...window },
    recorded: { alertAt: null, mitigatedAt: null, ...recorded },
  });
}

const acknowledged = (time: string): TimelineEvent => ({
  ...aTimelineEvent(at(time)),
  note: '@alice changed the incident status to **Acknowledged**',
});
const started = aTimelineEvent(at('04:18'), 'Start time');
const ended = aTimelineEvent(at('22:05'), 'End time');

describe('a moment comes from the best source that tells it', () => {
  test('detected: the tag, else the first alert, else nothing', () => {
    expect(
      told([started, aTimelineEvent(at('04:25'), 'Impact detected')], { alertAt: at('04:20') }).detected,
    ).toEqual({
      at: at('04:25'),
      source: 'timeline event tagged "Impact detected"',
      confidence: 'inferred',
    });
    expect(told([started], { alertAt: at('04:20') }).detected).toMatchObject({
      at: at('04:20'),
      source: 'when the first alert of the incident was raised',
    });
    expect(told([started]).detected).toBeNull();
  });

  test('declared: when the incident was opened, and nothing else', () => {
    expect(told([]).declared?.at).toBe(anIncident().createdAt);
  });

  test('responded: the earliest tag, else the earliest acknowledgement, else nothing', () => {
    const tags = [
      aTimelineEvent(at('05:30'), 'Response initiated'),
      aTimelineEvent(at('05:10'), 'response initiated'),
    ];
    expect(told([acknowledged('05:04'), ...tags]).responded).toMatchObject({
      at: at('05:10'),
      source: 'timeline event tagged "Response initiated"',
    });
    expect(told([acknowledged('05:06'), acknowledged('05:04')]).responded?.at).toBe(at('05:04'));
    expect(told([{ ...acknowledged('05:04'), note: 'somebody acknowledged it' }]).responded).toBeNull();
  });

  test('mitigated: the last tag, else when the label was set, else nothing', () => {
    const mitigatedAt = at('09:00');
    const tags = [
      aTimelineEvent(at('08:50'), 'Impact mitigated'),
      aTimelineEvent(at('08:40'), 'Impact mitigated'),
    ];
    expect(told([started, ended, ...tags], { mitigatedAt }).mitigated?.at).toBe(at('08:50'));
    expect(told([started, ended], { mitigatedAt }).mitigated).toMatchObject({
      at: at('09:00'),
      source: 'when the label "Incident::Mitigated" was set',
    });
    expect(told([started, ended]).mitigated).toBeNull();
  });

  test('start and resolved: the impact window, with the source that was chosen for it', () => {
    expect(told([started, ended])).toMatchObject({
      start: { at: at('04:18'), source: 'timeline event tagged "Start time"' },
      resolved: { at: at('22:05'), source: 'timeline event tagged "End time"' },
    });
  });

  test('or as a person has corrected it', () => {
    const { start, resolved } = told([started, ended], { window: { start: at('04:00') } });
    expect(start).toEqual({
      at: at('04:00'),
      source: 'as a person wrote it in this review',
      confidence: 'stated',
    });
    expect(resolved?.at).toBe(at('22:05'));
  });
});

describe('a span', () => {
  const lengths = (over: Parameters<typeof someMoments>[0]) =>
    Object.fromEntries(spansOf(someMoments(over)).map(({ name, minutes }) => [name, minutes]));

  test.each([
    ['nothing but the window', {}, { resolve: 1067 }],
    [
      'all of them',
      {
        detected: moment('04:31', 'alert'),
        responded: moment('05:04', 'tag'),
        mitigated: moment('21:50', 'label'),
      },
      { detect: 13, respond: 33, mitigate: 1052, resolve: 1067 },
    ],
    ['no start', { start: null, detected: moment('04:31', 'alert') }, {}],
    ['no end', { resolved: null }, {}],
    ['detected before the start', { detected: moment('04:10', 'alert') }, { resolve: 1067 }],
    [
      'responded before detected',
      { detected: moment('04:31', 'a'), responded: moment('04:20', 'b') },
      { detect: 13, resolve: 1067 },
    ],
    [
      'detected in the minute of the start',
      { detected: moment('04:18', 'alert') },
      { detect: 0, resolve: 1067 },
    ],
    [
      'a start that is known only by its detection',
      { start: moment('04:31', 'detected'), detected: moment('04:31', 'detected') },
      { resolve: 1054 },
    ],
    [
      'a start that is only when the ticket was opened',
      { start: moment('04:18', 'opened', 'fallback'), detected: moment('04:31', 'alert') },
      { resolve: 1067 },
    ],
    [
      'both ends by the same person',
      { start: moment('04:18', 'a person'), resolved: moment('04:20', 'a person') },
      { resolve: 2 },
    ],
  ])('with %s', (_, over, expected) => {
    expect(lengths(over)).toEqual(expected);
  });

  test('is between the minutes that people see', () => {
    const detected = { ...moment('04:19', 'alert'), at: '2024-10-31T04:19:59.000Z' };
    const start = { ...moment('04:18', 'start'), at: '2024-10-31T04:18:59.000Z' };
    expect(lengths({ start, detected }).detect).toBe(1);
  });
});
