import { type Moment, minutesFromTo } from './moment.ts';
import type { Moments } from './moments.ts';

export const spanNames = ['detect', 'respond', 'mitigate', 'resolve'] as const;

export type SpanName = (typeof spanNames)[number];

/** `minutes` is never negative. */
export type Span = { name: SpanName; minutes: number; from: Moment; to: Moment };

/**
 * How long it took to detect, to respond, to mitigate and to resolve, as far as it is known. A ticket is opened because
 * something was noticed: from there nobody can tell how long that took.
 */
export function spansOf(moments: Moments): Span[] {
  const { start, detected, responded, mitigated, resolved } = moments;
  const begun = start?.confidence === 'fallback' ? null : start;
  return [
    ...span('detect', begun, detected),
    ...span('respond', detected, responded),
    ...span('mitigate', start, mitigated),
    ...span('resolve', start, resolved),
  ];
}

function span(name: SpanName, from: Moment | null, to: Moment | null): Span[] {
  const minutes = minutesFromTo(from, to);
  return minutes === null || from === null || to === null ? [] : [{ name, minutes, from, to }];
}
