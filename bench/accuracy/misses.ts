import type { Verdict } from './judge.ts';
import { type Scored, timesOf } from './score.ts';
import type { Table } from './table.ts';

/** Where reading and label part. `from`: where the reading has its value from. */
export type Miss = {
  what: string;
  verdict: Verdict | 'missed' | 'false alarm';
  got: string | null;
  from: string | null;
  expected: string | null;
  alternatives: string[];
};

export function missesOf(scored: Scored): Miss[] {
  return [
    ...missesOfTime('start', scored),
    ...missesOfTime('end', scored),
    ...missesOfDuration(scored),
    ...missesOfMismatch(scored),
  ];
}

/** A time that is right but for its zone is missed in UTC alone. */
function missesOfTime(which: 'start' | 'end', { document: { label }, reading, times }: Scored): Miss[] {
  const { source, line, confidence, zone } = reading[which];
  const got = timesOf(reading);
  const local = times[which].lenient;
  if (local !== 'right')
    return [
      {
        what: which,
        verdict: local,
        got: got[which],
        from: source === null ? null : `${source}, line ${line}, ${confidence}`,
        expected: label[`${which}_local`],
        alternatives: label[`alt_${which}_local`],
      },
    ];
  const utc = times.utc?.[which].lenient ?? 'right';
  if (utc === 'right') return [];
  return [
    {
      what: `${which} in UTC`,
      verdict: utc,
      got: got[`${which}Utc`],
      from: zone,
      expected: label[`${which}_utc`],
      alternatives: [],
    },
  ];
}

function missesOfDuration({ document: { label }, reading, times }: Scored): Miss[] {
  if (times.duration === 'right') return [];
  return [
    {
      what: 'duration',
      verdict: times.duration,
      got: inMinutes(reading.duration.minutes),
      from: null,
      expected: inMinutes(label.duration_minutes),
      alternatives: [],
    },
  ];
}

function missesOfMismatch({ document: { label }, reading, flags }: Scored): Miss[] {
  const { expected, raised } = flags.mismatch;
  if (expected === null || expected === raised) return [];
  return [
    {
      what: 'stated duration',
      verdict: raised ? 'false alarm' : 'missed',
      got: inMinutes(reading.duration.statedMinutes),
      from: reading.duration.statedText,
      expected: inMinutes(label.stated_duration_minutes),
      alternatives: [],
    },
  ];
}

function inMinutes(minutes: number | null): string | null {
  return minutes === null ? null : `${minutes} min`;
}

export function tableOfMisses(scored: Scored[]): Table {
  const headings = ['document', 'what', 'verdict', 'got', 'from', 'expected', 'or'];
  return {
    title: 'Misses',
    headings,
    rows: scored.flatMap((one) =>
      missesOf(one).map(({ what, verdict, got, from, expected, alternatives }) => [
        one.document.label.id,
        what,
        verdict,
        got ?? 'unknown',
        from ?? '',
        expected ?? 'unknown',
        alternatives.join(' '),
      ]),
    ),
    words: headings.length - 1,
  };
}
