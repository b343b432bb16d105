/**
 * A folder of labelled incident documents, which lies beside the project and is no part of it: `dev-labels.jsonl`
 * with one label for each text, and `gitlab-facts.jsonl`. Its own README says what the fields mean.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Fact } from './facts.ts';

const texts = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()));

export const Label = z.object({
  id: z.string(),
  file: z.string(),
  repo: z.string(),
  path: z.string(),
  section: z.string().nullable(),
  transform: z.string().nullable(),
  start_local: z.string().nullable(),
  end_local: z.string().nullable(),
  alt_start_local: texts,
  alt_end_local: texts,
  start_utc: z.string().nullable(),
  end_utc: z.string().nullable(),
  alt_start_utc: texts.default([]),
  alt_end_utc: texts.default([]),
  duration_minutes: z.number().nullable(),
  stated_duration_minutes: z.number().nullable(),
  tz_basis: z.enum(['doc', 'doc-entry', 'doc-partial', 'repo', 'none']),
  requests_affected: z.string().nullable(),
  customers_affected: z.string().nullable(),
  severity: z.string().nullable(),
  lint: z.array(z.string()),
  difficulty: z.number().int(),
});
export type Label = z.infer<typeof Label>;

/** A text with its label. `title` is what a program knows of it besides: the name that its file had. */
export type Document = { label: Label; title: string; text: string };

export type Corpus = { documents: Document[]; facts: Fact[] };

/** Null when the folder holds no corpus. Throws for one that is damaged. */
export function readCorpus(folder: string): Corpus | null {
  const labels = join(folder, 'dev-labels.jsonl');
  if (!existsSync(labels)) return null;
  return {
    documents: readLines(labels, Label).map((label) => ({
      label,
      title: titleOf(label),
      text: readFileSync(join(folder, label.file), 'utf8'),
    })),
    facts: readLines(join(folder, 'gitlab-facts.jsonl'), Fact),
  };
}

/** A section, or a text that was changed, is no longer the file that its path names. */
export function titleOf({ section, transform, path, file }: Label): string {
  return basename(section === null && transform === null ? path : file);
}

function readLines<T extends z.ZodType>(path: string, schema: T): z.infer<T>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const parsed = schema.safeParse(JSON.parse(line));
      if (!parsed.success) throw new Error(`${path}, line ${index + 1}: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    });
}
