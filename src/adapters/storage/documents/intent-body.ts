import { z } from 'zod';
import {
  appEvent,
  before,
  candidate,
  id,
  incidentKey,
  instant,
  issueSnapshot,
  place,
  reviewAddress,
  reviewPlan,
  warning,
} from './words.ts';

const incident = incidentKey;

export const intentBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('identify-issue'), issue: issueSnapshot, before }),
  z.object({
    kind: z.literal('gather-facts'),
    incident,
    at: place,
    openedAt: instant,
    notOlderThan: instant,
  }),
  z.object({ kind: z.literal('open-review'), incident, at: place, plan: reviewPlan, attempt: z.int() }),
  z.object({ kind: z.literal('correct-review'), incident, review: reviewAddress, plan: reviewPlan }),
  z.object({ kind: z.literal('link-review'), incident, at: place, review: reviewAddress }),
  z.object({
    kind: z.literal('assign-review'),
    incident,
    review: reviewAddress,
    candidates: z.array(candidate),
  }),
  z.object({ kind: z.literal('refresh-key-information'), incident, changedAt: instant.nullable() }),
  z.object({ kind: z.literal('restore-edit'), incident, write: z.int() }),
  z.object({ kind: z.literal('gather-times'), incident }),
  z.object({ kind: z.literal('measure-figures'), incident, round: z.int(), attempt: z.int() }),
  z.object({ kind: z.literal('draw-charts'), incident, round: z.int(), isOver: z.boolean() }),
  z.object({ kind: z.literal('take-back-charts'), incident }),
  z.object({ kind: z.literal('make-review-confidential'), incident, review: reviewAddress }),
  z.object({ kind: z.literal('verify-review'), incident, review: reviewAddress }),
  z.object({ kind: z.literal('follow-review'), incident, movedTo: id }),
  z.object({
    kind: z.literal('comment-on-incident'),
    incident,
    at: place,
    topic: z.enum(['severity-unknown', 'waiver-reason']),
    values: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal('announce-review'), incident, generation: z.int() }),
  z.object({ kind: z.literal('link-announcement'), incident, channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('bookmark-review'), incident, channel: z.string(), place: z.string() }),
  z.object({ kind: z.literal('tell-of-missing-dri'), incident, generation: z.int() }),
  z.object({ kind: z.literal('retract-messages'), incident }),
  z.object({ kind: z.literal('warn-operators'), warning }),
  z.object({ kind: z.literal('tell-app'), app: z.string(), event: appEvent }),
]);
