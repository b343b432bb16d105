import { describe, expect, test } from 'vitest';
import type { Sources } from '../../src/domain/facts.ts';
import { findKeyInformation } from '../../src/domain/find-key-information.ts';
import type { ReadDuration } from '../../src/domain/read/reading.ts';
import type { Told } from '../../src/domain/told.ts';
import { anIncident, aPolicy, aTimelineEvent, someFacts } from '../fakes/facts.ts';
import {
  aCount,
  commented,
  described,
  inField,
  inSentence,
  inTimeline,
  withoutZone,
} from '../fakes/readings.ts';

const { trigger } = aPolicy();
const find = (over: Partial<Sources>) => findKeyInformation(someFacts(over), trigger);
const at = (time: string) => `2024-10-31T${time}:00.000Z`;

/** Each source says something else, the best first. */
const starts: [string, Partial<Sources>, string][] = [
  [
    'a tag of the timeline',
    { timeline: [aTimelineEvent(at('04:00'), 'Start time')] },
    'timeline event tagged "Start time"',
  ],
  [
    'a field of the description',
    { told: [described({ start: inField('04:01') })] },
    'field "Start" of the description',
  ],
  [
    'a field of a comment',
    { told: [commented(7, { start: inField('04:02') })] },
    'field "Start" in a comment by alice',
  ],
  [
    'the tag of detection',
    { timeline: [aTimelineEvent(at('04:03'), 'Impact detected')] },
    'timeline event tagged "Impact detected"',
  ],
  [
    'the words of the timeline',
    { told: [inTimeline({ start: inField('04:06') })] },
    "the words of the incident's timeline",
  ],
  [
    'prose of the description',
    { told: [described({ start: inSentence('04:04') })] },
    'a sentence of the description',
  ],
  [
    'prose of a comment',
    { told: [commented(7, { start: inSentence('04:05') })] },
    'a sentence in a comment by alice',
  ],
  ['the ticket', {}, 'when the incident was opened'],
];

const ends: [string, Partial<Sources>, string][] = [
  [
    'a tag of the timeline',
    { timeline: [aTimelineEvent(at('21:00'), 'End time')] },
    'timeline event tagged "End time"',
  ],
  [
    'a field of the description',
    { told: [described({ end: inField('21:01') })] },
    'field "Start" of the description',
  ],
  [
    'a field of a comment',
    { told: [commented(7, { end: inField('21:02') })] },
    'field "Start" in a comment by alice',
  ],
  [
    'the tag of mitigation',
    { timeline: [aTimelineEvent(at('21:03'), 'Impact mitigated')] },
    'timeline event tagged "Impact mitigated"',
  ],
  [
    'the mitigated label',
    { record: { mitigated: at('21:04'), resolved: null, reopened: null } },
    'when the label "Incident::Mitigated" was set',
  ],
  [
    'the resolved label',
    { labelSetAt: { mitigated: null, resolved: at('21:05') } },
    'when the label "Incident::Resolved" was set',
  ],
  [
    'the words of the timeline',
    { told: [inTimeline({ end: inField('21:08') })] },
    "the words of the incident's timeline",
  ],
  [
    'prose of the description',
    { told: [described({ end: inSentence('21:06') })] },
    'a sentence of the description',
  ],
  [
    'prose of a comment',
    { told: [commented(7, { end: inSentence('21:07') })] },
    'a sentence in a comment by alice',
  ],
  ['the ticket', {}, 'when the incident was closed'],
];

function together(all: Partial<Sources>[]): Partial<Sources> {
  const { record, labelSetAt } = someFacts();
  return {
    timeline: all.flatMap((one) => one.timeline ?? []),
    told: all.flatMap((one) => one.told ?? []),
    record: all.find((one) => one.record)?.record ?? record,
    labelSetAt: all.find((one) => one.labelSetAt)?.labelSetAt ?? labelSetAt,
  };
}

describe.each([
  ['start', starts],
  ['end', ends],
] as const)('of all that is said of the %s', (side, sources) => {
  test.each(sources.map(([name], index) => [name, index] as const))(
    '%s goes before what is left',
    (_, index) => {
      const found = find(together(sources.slice(index).map(([, one]) => one)));
      expect(found[side]?.source).toBe(sources[index]?.[2]);
    },
  );
});

test('who says so decides how sure it is', () => {
  const sure = (over: Partial<Sources>) => find(over).start?.confidence;
  expect(sure({ told: [described({ start: inField('04:01') })] })).toBe('stated');
  expect(sure({ told: [described({ start: inSentence('04:01') })] })).toBe('inferred');
  expect(sure({ told: [inTimeline({ start: inField('04:01') })] })).toBe('inferred');
  expect(sure({})).toBe('fallback');
});

test('of comments the newest counts, which comes first', () => {
  const told = [commented(8, { start: inField('04:30') }), commented(7, { start: inField('04:01') })];
  expect(find({ told }).start).toMatchObject({ value: at('04:30'), where: { note: 8, line: 5 } });
});

describe('what names no moment', () => {
  test.each([
    ['a time without a zone', withoutZone('04:18'), '2024-10-31 04:18 (no time zone)'],
    [
      'a day alone',
      inField('00:00', { value: '2024-10-31T00:00:00Z', local: '2024-10-31', precision: 'day' }),
      '2024-10-31 UTC',
    ],
  ])('%s fills no cell and is shown', (_, start, says) => {
    const findings = [{ code: 'zone-missing' as const, line: 5, message: 'no time zone is named' }];
    const found = find({ told: [described({ start, findings })] });
    expect(found.start?.confidence).toBe('fallback');
    expect(found.others).toEqual([
      { about: 'start', says, source: 'field "Start" of the description', where: { note: null, line: 5 } },
    ]);
    expect(found.doubts).toEqual([
      { code: 'zone-missing', message: 'no time zone is named', where: { note: null, line: 5 } },
    ]);
  });

  test('a zone that the configuration gives is told', () => {
    const start = inField('04:18', { zone: 'Europe/Berlin', zoneFrom: 'configured' });
    expect(find({ told: [described({ start })] }).start?.source).toBe(
      'field "Start" of the description (time zone Europe/Berlin by configuration)',
    );
  });
});

describe('an incident that was opened again', () => {
  const closedAt = at('22:07');
  const labelSetAt = { mitigated: null, resolved: at('10:00') };

  test('did not end when a label was set before', () => {
    const record = { mitigated: at('09:00'), resolved: at('10:00'), reopened: at('12:00') };
    expect(find({ incident: anIncident({ closedAt }), labelSetAt, record }).end).toMatchObject({
      value: closedAt,
      confidence: 'fallback',
    });
  });

  test('ended when one was set after', () => {
    const record = { mitigated: null, resolved: at('10:00'), reopened: at('09:00') };
    expect(find({ labelSetAt, record }).end?.value).toBe(at('10:00'));
  });
});

describe('a source that better ones rule out', () => {
  test('gives way to the next that fits, and that is said', () => {
    const found = find({
      timeline: [aTimelineEvent(at('11:00'), 'Start time')],
      labelSetAt: { mitigated: null, resolved: at('10:00') },
      told: [described({ end: inSentence('12:00') })],
    });
    expect([found.start?.value, found.end?.value]).toEqual([at('11:00'), at('12:00')]);
    expect(found.doubts).toContainEqual({
      code: 'end-before-start',
      message:
        'when the label "Incident::Resolved" was set gives an end before the start and was passed over',
    });
  });

  test('leaves nothing where none fits', () => {
    const found = find({
      timeline: [aTimelineEvent('2024-11-01T00:00:00.000Z', 'Start time')],
      labelSetAt: { mitigated: null, resolved: at('10:00') },
    });
    expect(found).toMatchObject({ end: null, durationMinutes: null });
  });

  test('two of the same rank stay as they are, without a duration', () => {
    const found = find({ told: [described({ start: inField('12:00'), end: inField('11:00') })] });
    expect([found.start?.value, found.end?.value, found.durationMinutes]).toEqual([
      at('12:00'),
      at('11:00'),
      null,
    ]);
    expect(found.doubts.map(({ code }) => code)).toContain('end-before-start');
  });
});

describe('sources that disagree', () => {
  const tagged = { timeline: [aTimelineEvent(at('04:18'), 'Start time')] };

  test.each([
    ['15 minutes are what people mean by the same time', inField('04:33'), 0],
    ['more is another time', inField('04:34'), 1],
    ['an hour is what prose is off by', inSentence('05:18'), 0],
    ['more is not', inSentence('05:19'), 1],
  ])('%s', (_, start, doubts) => {
    const found = find({ ...tagged, told: [described({ start })] });
    expect(found.doubts.filter(({ code }) => code === 'sources-disagree')).toHaveLength(doubts);
    expect(found.others).toHaveLength(1);
  });

  test('say who says what, and where', () => {
    const found = find({ ...tagged, told: [commented(7, { start: inField('06:18') })] });
    expect(found.doubts).toEqual([
      {
        code: 'sources-disagree',
        message:
          'field "Start" in a comment by alice gives the start as 2024-10-31 06:18 UTC, 2 h 0 min apart',
        where: { note: 7, line: 5 },
      },
    ]);
  });

  test('are only named where they say the same', () => {
    const found = find({ ...tagged, told: [described({ start: inField('04:18') })] });
    expect([found.others, found.doubts]).toEqual([[], []]);
  });
});

describe('a length that a text claims', () => {
  const timeline = [aTimelineEvent(at('04:00'), 'Start time'), aTimelineEvent(at('06:00'), 'End time')];
  const claimed = (statedMinutes: number, over: Partial<ReadDuration> = {}) => ({
    duration: {
      minutes: null,
      downtimeMinutes: null,
      text: null,
      statedMinutes,
      statedText: `${statedMinutes} min`,
      ...over,
    },
  });
  const mismatches = (told: Told[]) =>
    find({ timeline, told }).doubts.filter(({ code }) => code === 'duration-mismatch');

  test('is compared with the window, wherever that comes from', () => {
    expect(mismatches([described(claimed(30))])).toEqual([
      {
        code: 'duration-mismatch',
        message: 'the words of the description say "30 min", but from start to end it is 2 hrs',
        where: { note: null, line: null },
      },
    ]);
  });

  test.each([
    ['may be a minute off', described(claimed(121))],
    ['may be that of several windows together', described(claimed(30, { downtimeMinutes: 30 }))],
    ['was compared before, where the text tells that window', described(claimed(30, { minutes: 120 }))],
    ['tells nothing in a comment about something else', commented(7, claimed(30))],
    [
      'is told once',
      described({ ...claimed(30), findings: [{ code: 'duration-mismatch', line: 3, message: 'other' }] }),
    ],
  ])('%s', (_, told) => {
    expect(mismatches([told]).filter(({ message }) => message !== 'other')).toEqual([]);
  });
});

describe('a window apart from its ticket', () => {
  test.each([
    [
      'begins at most two hours before it was opened',
      { start: inField('03:02') },
      'the start is 2 h 0 min before',
      0,
    ],
    [
      'begins more than two hours before it was opened',
      { start: inField('03:01') },
      'the start is 2 h 1 min before the incident was opened',
      1,
    ],
    [
      'begins long after it was opened',
      { start: inField('08:00') },
      'the start is 2 h 58 min after the incident was opened',
      1,
    ],
    ['ended before it was opened', { end: inField('05:00') }, 'the end is before the incident was opened', 1],
    [
      'goes on after it was closed',
      { end: inField('00:30', { value: '2024-11-01T00:30:00Z' }) },
      'the end is 2 h 23 min after the incident was closed',
      1,
    ],
    ['ended long before it was closed, as most do', { end: inField('06:00') }, '', 0],
  ])('%s', (_, over, message, times) => {
    const doubts = find({ told: [described(over)] }).doubts.filter(
      ({ code }) => code === 'window-differs-from-ticket',
    );
    expect(doubts).toHaveLength(times);
    if (times > 0) expect(doubts[0]?.message).toBe(message);
  });
});

describe('how many were affected', () => {
  test('is what people wrote, in their words', () => {
    const customersAffected = aCount('Roughly 550 namespaces', 550, { hedged: true });
    expect(find({ told: [described({ customersAffected })] }).customersAffected).toEqual({
      value: 'Roughly 550 namespaces',
      source: 'the words of the description',
      confidence: 'stated',
      where: { note: null, line: 9 },
    });
  });

  test('is the description before a comment, and another number is said', () => {
    const found = find({
      told: [
        described({ requestsAffected: aCount('5 million', 5_000_000) }),
        commented(7, { requestsAffected: aCount('6 million', 6_000_000) }),
      ],
    });
    expect(found.requestsAffected?.value).toBe('5 million');
    expect(found.others).toMatchObject([
      { about: 'requestsAffected', says: '6 million', where: { note: 7 } },
    ]);
    expect(found.doubts).toMatchObject([{ code: 'sources-disagree', where: { note: 7 } }]);
  });

  test('nobody counts where nobody says', () => {
    expect(find({ told: [described({ start: inField('04:18') })] })).toMatchObject({
      customersAffected: null,
      requestsAffected: null,
    });
  });
});

test('the severity of a text is only evidence', () => {
  const found = find({ told: [described({ severity: 3 }), commented(7, { severity: 2 })] });
  expect(found.severity).toMatchObject({ value: 2, source: 'label "severity::2"' });
  expect(found.others).toEqual([
    {
      about: 'severity',
      says: '3',
      source: 'the words of the description',
      where: { note: null, line: null },
    },
  ]);
  const unlabelled = anIncident({ labels: ['incident'], severity: null });
  expect(find({ incident: unlabelled, told: [described({ severity: 3 })] }).severity).toBeNull();
});

test('of a comment that tells nothing of the window, no finding is shown', () => {
  const findings = [{ code: 'date-missing' as const, line: 1, message: 'which day is not said' }];
  expect(find({ told: [commented(7, { findings })] }).doubts).toEqual([]);
  expect(find({ told: [commented(7, { findings, start: inField('04:18') })] }).doubts).toHaveLength(1);
});
