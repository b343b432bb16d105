import { z } from 'zod';
import { checklist } from './checklist.ts';
import { figures } from './figures.ts';
import { times } from './times.ts';
import {
  announcement,
  id,
  incidentKey,
  instant,
  issueSnapshot,
  keyInformation,
  reviewIssue,
  waiver,
} from './words.ts';

/** A review as it lies in its row; the version has a column of its own. */
export const reviewDocument = z.object({
  incident: incidentKey,
  standing: z.enum(['watching', 'wanted', 'open', 'closed', 'deleted', 'waived']),
  snapshot: issueSnapshot,
  labelSetAt: z.object({ mitigated: instant.nullable(), resolved: instant.nullable() }),
  because: z.string(),
  attempt: z.int(),
  generation: z.int(),
  movedIncident: id.nullable(),
  reachedAt: instant.nullable(),
  hidden: z.boolean(),
  plannedOwner: z.string().nullable(),
  issue: reviewIssue.nullable(),
  openedAt: instant.nullable(),
  keyInformation: keyInformation.nullable(),
  figures: figures.nullable().default(null),
  times: times.nullable().default(null),
  waiver: waiver.nullable(),
  checklist: checklist.nullable().default(null),
  announcement: announcement.nullable(),
  driMissing: z.boolean(),
});
