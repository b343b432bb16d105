import type { Change, MergeRequest, Shipped } from '../../../src/domain/times/changes.ts';
import type { Moment } from '../../../src/domain/times/moment.ts';
import type { Moments } from '../../../src/domain/times/moments.ts';

/** `04:18` on the day of the incident. */
export const at = (time: string): string => `2024-10-31T${time}:00.000Z`;

export const moment = (
  time: string,
  source = 'somebody',
  confidence: Moment['confidence'] = 'stated',
): Moment => ({
  at: at(time),
  source,
  confidence,
});

export const someMoments = (over: Partial<Moments> = {}): Moments => ({
  start: moment('04:18', 'start'),
  detected: null,
  declared: moment('05:02', 'when the incident was opened', 'fallback'),
  responded: null,
  mitigated: null,
  resolved: moment('22:05', 'end'),
  ...over,
});

export const aShipment = (time: string, over: Partial<Shipped> = {}): Shipped => ({
  deployment: 61,
  environment: 'production',
  at: at(time),
  finished: true,
  ...over,
});

export const aChange = (iid: number, merged: string, shipped: Shipped | null = null): Change => ({
  project: 7,
  path: 'acme/production',
  iid,
  mergedAt: at(merged),
  shipped,
});

export const aMergeRequest = (iid: number, over: Partial<MergeRequest> = {}): MergeRequest => ({
  project: 7,
  path: 'acme/production',
  iid,
  title: `Change ${iid}`,
  description: '',
  mergedAt: at('09:40'),
  ...over,
});
