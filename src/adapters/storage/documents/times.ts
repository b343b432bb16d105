import { z } from 'zod';
import { id, instant } from './words.ts';

const change = z.object({
  project: id,
  path: z.string(),
  iid: id,
  mergedAt: instant,
  shipped: z
    .object({ deployment: id, environment: z.string(), at: instant, finished: z.boolean() })
    .nullable(),
});

/** What GitLab told of the times of an incident, as the row of its review keeps it. */
export const times = z.object({
  alertAt: instant.nullable(),
  mitigatedAt: instant.nullable(),
  cause: change.nullable(),
  revert: change.nullable(),
  tells: z.boolean(),
});
