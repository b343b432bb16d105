import { z } from 'zod';
import { hashOfText } from '../../domain/mark.ts';
import type { KeptTextWrite, TextWrite } from '../../domain/restore/text-write.ts';
import type { IncidentKey, Instant } from '../../domain/words.ts';
import { readDocument, writeDocument } from './documents/read-document.ts';
import type { Database, TextWriteRow, Tx } from './schema.ts';

type Key = Pick<IncidentKey, 'project' | 'issue'>;

// As JSON a text may hold whatever GitLab takes, which not every database does.
const textWrite = z.object({ base: z.string(), text: z.string(), restores: z.int().nullable() });
const text = z.string();

/** What is to be kept, made ready before a transaction is shared with others. */
export function prepareTextWrite({ project, issue }: Key, write: TextWrite, stored: string, at: Instant) {
  return { project, issue, at, stored: hashOfText(stored), document: writeDocument(textWrite, write) };
}

export async function addTextWrite(tx: Tx, row: ReturnType<typeof prepareTextWrite>): Promise<void> {
  await tx.insertInto('text_writes').values(row).execute();
}

/** Those that GitLab shows as this text, oldest first. */
export async function readTextWritesAs(db: Database, key: Key, stored: string): Promise<KeptTextWrite[]> {
  const rows = await ofIncident(db, key).where('stored', '=', hashOfText(stored)).execute();
  return rows.map(toTextWrite);
}

/** That one and all after it. */
export async function readTextWritesSince(db: Database, key: Key, id: number): Promise<KeptTextWrite[]> {
  const rows = await ofIncident(db, key).where('id', '>=', id).execute();
  return rows.map(toTextWrite);
}

export async function writeOverwritten(tx: Tx, id: number, previous: string): Promise<void> {
  await tx
    .updateTable('text_writes')
    .set({ previous: writeDocument(text, previous) })
    .where('id', '=', id)
    .execute();
}

export async function forgetTextWrites(tx: Tx, before: Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('text_writes')
    .where('at', '<', before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function ofIncident(db: Database, { project, issue }: Key) {
  return db
    .selectFrom('text_writes')
    .selectAll()
    .where('project', '=', project)
    .where('issue', '=', issue)
    .orderBy('id');
}

function toTextWrite({ id, project, issue, document, previous }: TextWriteRow): KeptTextWrite {
  const row = `Text ${id} that was written for incident ${project}:${issue}`;
  return {
    id,
    ...readDocument(textWrite, document, row),
    previous: previous === null ? null : readDocument(text, previous, row),
  };
}
