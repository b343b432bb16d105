import { z } from 'zod';
import { rungs } from '../../../domain/announcement.ts';
import { appEventNames } from '../../../domain/app-event-names.ts';
import { findingCodes } from '../../../domain/read/findings.ts';

// Schemas of the shapes of `src/domain` that are kept as documents. `documents.test.ts` holds them equal
// to the domain's types, so that a field added there and forgotten here does not compile.

const id = z.int();
const instant = z.iso.datetime();
const day = z.iso.date();
const severity = z.literal([1, 2, 3, 4]);
const state = z.enum(['opened', 'closed']);

export const incidentKey = z.object({ project: id, issue: id, iid: id });
export const place = z.object({ project: id, path: z.string(), issue: id, iid: id });
export const reviewAddress = z.object({ project: id, iid: id });
export const candidate = z.object({ id, username: z.string() });
const person = z.object({ id, username: z.string(), name: z.string() });

export const issueSnapshot = z.object({
  project: z.object({ id, path: z.string() }),
  id,
  iid: id,
  kind: z.enum(['incident', 'issue', 'other', 'unknown']),
  title: z.string(),
  url: z.string(),
  state,
  confidential: z.boolean(),
  labels: z.array(z.string()),
  severity: severity.nullable(),
  createdAt: instant,
  updatedAt: instant,
  closedAt: instant.nullable(),
  dueDate: day.nullable(),
  assignees: z.array(person),
  movedTo: id.nullable(),
});

export const before = z.object({
  state: state.exactOptional(),
  labels: z.array(z.string()).exactOptional(),
  severity: severity.nullable().exactOptional(),
  confidential: z.boolean().exactOptional(),
  movedTo: z.null().exactOptional(),
});

const where = z.object({ note: id.nullable(), line: z.int().nullable() });

function figure<T extends z.ZodType>(value: T) {
  return z
    .object({
      value,
      source: z.string(),
      confidence: z.enum(['stated', 'inferred', 'fallback']),
      where: where.exactOptional(),
    })
    .nullable();
}

const otherSource = z.object({
  about: z.enum(['start', 'end', 'severity', 'customersAffected', 'requestsAffected']),
  says: z.string(),
  source: z.string(),
  where: where.exactOptional(),
});

const doubt = z.object({ code: z.enum(findingCodes), message: z.string(), where: where.exactOptional() });

/** What was written before people's words were read has nothing of them. */
export const keyInformation = z.object({
  customersAffected: figure(z.string()).default(null),
  requestsAffected: figure(z.string()).default(null),
  severity: figure(severity),
  start: figure(instant),
  end: figure(instant),
  durationMinutes: figure(z.number()),
  others: z.array(otherSource).default([]),
  doubts: z.array(doubt).default([]),
});

export const reviewIssue = z.object({
  project: id,
  projectPath: z.string(),
  id,
  iid: id,
  url: z.string(),
  title: z.string(),
  confidential: z.boolean(),
  assignees: z.array(z.string()),
  dueDate: day.nullable(),
  updatedAt: instant,
});

export const appEvent = z.object({
  id: z.string(),
  name: z.enum(appEventNames),
  at: instant,
  incident: incidentKey.extend(
    issueSnapshot.pick({ title: true, url: true, confidential: true, labels: true }).shape,
  ),
  review: reviewIssue
    .pick({
      project: true,
      id: true,
      iid: true,
      url: true,
      title: true,
      assignees: true,
      dueDate: true,
      confidential: true,
    })
    .nullable(),
  guideline: z.string().nullable().default(null),
  because: z.string(),
});

export const waiver = z.object({
  since: instant,
  by: z.string().nullable(),
  reason: z.string().nullable(),
  reasonBy: z.string().nullable(),
});

export const announcement = z.object({
  outcome: z.enum(['announced', 'unknown', 'not-announced', 'retracted']),
  at: instant,
  where: z
    .object({
      rung: z.enum(rungs),
      place: z.string(),
      channel: z.string(),
      ts: z.string(),
      permalink: z.string().nullable(),
    })
    .nullable(),
  because: z.string().nullable(),
  tried: z.array(z.object({ rung: z.enum(rungs), place: z.string(), because: z.string() })),
});

const asked = z.object({
  labels: z.array(z.string()),
  assignee: id.nullable(),
  dueDate: day.nullable(),
  confidential: z.boolean(),
});

const reviewValues = z.object({
  incident: incidentKey,
  incidentTitle: z.string(),
  incidentUrl: z.string(),
  incidentReference: z.string(),
  keyInformation,
  services: z.array(z.object({ label: z.string(), team: z.string().nullable() })),
  dri: z.object({ username: z.string(), name: z.string(), because: z.string() }).nullable(),
  noDriBecause: z.string().nullable(),
  dueDate: day,
  timeline: z.array(z.object({ at: instant, text: z.string(), tags: z.array(z.string()) })),
  labels: z.array(z.string()),
  guidelines: z
    .array(z.object({ id: z.string(), for: z.enum(['opener', 'dri']), text: z.string() }))
    .default([]),
  readAt: instant,
  withheld: z.literal(true).optional(),
});

export const reviewPlan = z.object({
  project: id,
  title: z.string(),
  template: z.string(),
  asked,
  asOf: instant.default('1970-01-01T00:00:00.000Z'),
  furtherCandidates: z.array(candidate),
  values: reviewValues,
});

export const warning = z.discriminatedUnion('about', [
  z.object({ about: z.literal('token'), username: z.string(), daysLeft: z.int(), expiresOn: day }),
  z.object({ about: z.literal('hook'), project: z.string(), enabled: z.boolean() }),
]);

export { id, instant };
