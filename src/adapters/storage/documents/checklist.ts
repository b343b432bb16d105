import { z } from 'zod';
import { verdictKinds } from '../../../domain/check/verdict.ts';

const instant = z.iso.datetime();
const verdict = z.enum(verdictKinds);

const said = z.object({
  verdicts: z.record(z.string(), verdict),
  changes: z.array(z.object({ id: z.string(), from: verdict.nullable(), to: verdict })),
});

const comment = z.object({
  note: z.int().nullable(),
  text: z.string().nullable(),
  written: z.string().nullable(),
  isTheirs: z.boolean(),
});

export const checklist = z.object({
  dueFor: instant.nullable(),
  said: said.nullable(),
  met: z.array(z.string()),
  comment: comment.nullable(),
  details: z.object({ hash: z.string(), editedAt: instant.nullable(), seenAt: instant }).nullable(),
  lastCommentAt: instant.nullable(),
  severityAgreed: z.literal([1, 2, 3, 4]).nullable().default(null),
  undoneClosingAt: instant.nullable().default(null),
});
