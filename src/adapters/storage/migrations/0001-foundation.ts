import { type Kysely, sql } from 'kysely';
import type { MigrationDialect } from '../engine.ts';

type Database = Kysely<unknown>;

/** Inbox, reviews, evidence, texts written, ledger, facts and what was seen. Ids of GitLab are `bigint`: its counters pass 2^31. */
export async function foundation(db: Database, dialect: MigrationDialect): Promise<void> {
  await createDeliveries(db, dialect);
  await createReviews(db, dialect);
  await createEvidence(db, dialect);
  await createTextWrites(db, dialect);
  await createIntents(db, dialect);
  await createSends(db, dialect);
  await db.schema
    .createTable('facts')
    .addColumn('name', dialect.text, (column) => column.primaryKey().notNull())
    .addColumn('value', dialect.text, (column) => column.notNull())
    .execute();
  await createSeen(db, dialect);
}

async function createSeen(db: Database, { text }: MigrationDialect): Promise<void> {
  await db.schema
    .createTable('seen')
    .addColumn('key', text, (column) => column.primaryKey().notNull())
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('written_by', text)
    .execute();
  await db.schema.createIndex('seen_by_age').on('seen').column('at').execute();
}

// Most indexes are partial: what is looked for is always the few that have not ended, among all that ever were.

async function createDeliveries(db: Database, { identity, text }: MigrationDialect): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('seq', identity.type, identity.constraints)
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('event', text, (column) => column.notNull())
    .addColumn('received_at', text, (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('taken_until', text)
    .addColumn('outcome', text)
    .addColumn('reason', text)
    .addColumn('ended_at', text)
    .addColumn('body_kept', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('delivery_bodies')
    .addColumn('delivery', identity.type, (column) =>
      column.primaryKey().notNull().references('deliveries.seq'),
    )
    .addColumn('body', text, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('deliveries_undecided')
    .on('deliveries')
    .column('seq')
    .where(sql<boolean>`outcome is null`)
    .execute();
  await db.schema
    .createIndex('deliveries_parked')
    .on('deliveries')
    .column('seq')
    .where(sql<boolean>`outcome = 'parked'`)
    .execute();
  await db.schema
    .createIndex('deliveries_ended')
    .on('deliveries')
    .columns(['ended_at', 'seq'])
    .where(sql<boolean>`ended_at is not null`)
    .execute();
  await db.schema
    .createIndex('deliveries_with_body')
    .on('deliveries')
    .columns(['ended_at', 'seq'])
    .where(sql<boolean>`ended_at is not null and body_kept = 1`)
    .execute();
}

async function createReviews(db: Database, { text }: MigrationDialect): Promise<void> {
  await db.schema
    .createTable('reviews')
    .addColumn('project', 'bigint', (column) => column.notNull())
    .addColumn('issue', 'bigint', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('standing', text, (column) => column.notNull())
    .addColumn('incident_created_at', text, (column) => column.notNull())
    .addColumn('review_project', 'bigint')
    .addColumn('review_issue', 'bigint')
    .addColumn('moved_to', 'bigint')
    .addColumn('due_date', text)
    .addColumn('document', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('reviews_pk', ['project', 'issue'])
    .execute();
  await db.schema
    .createIndex('reviews_by_review_issue')
    .on('reviews')
    .columns(['review_project', 'review_issue', 'incident_created_at'])
    .where(sql<boolean>`review_issue is not null`)
    .execute();
  await db.schema
    .createIndex('reviews_by_moved_incident')
    .on('reviews')
    .columns(['moved_to', 'incident_created_at'])
    .where(sql<boolean>`moved_to is not null`)
    .execute();
  await db.schema
    .createIndex('reviews_open')
    .on('reviews')
    .column('due_date')
    .where(sql<boolean>`standing = 'open'`)
    .execute();
  await db.schema
    .createIndex('reviews_newest')
    .on('reviews')
    .columns(['incident_created_at', 'project', 'issue'])
    .execute();
  await db.schema
    .createTable('review_assignees')
    .addColumn('project', 'bigint', (column) => column.notNull())
    .addColumn('issue', 'bigint', (column) => column.notNull())
    .addColumn('username', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('review_assignees_pk', ['project', 'issue', 'username'])
    .addForeignKeyConstraint('review_assignees_review', ['project', 'issue'], 'reviews', ['project', 'issue'])
    .execute();
}

async function createEvidence(db: Database, { text }: MigrationDialect): Promise<void> {
  await db.schema
    .createTable('evidence')
    .addColumn('project', 'bigint', (column) => column.notNull())
    .addColumn('issue', 'bigint', (column) => column.notNull())
    .addColumn('service', text, (column) => column.notNull())
    .addColumn('metric', text, (column) => column.notNull())
    .addColumn('window_start', text, (column) => column.notNull())
    .addColumn('window_end', text, (column) => column.notNull())
    .addColumn('document', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('evidence_pk', [
      'project',
      'issue',
      'service',
      'metric',
      'window_start',
      'window_end',
    ])
    .addForeignKeyConstraint('evidence_review', ['project', 'issue'], 'reviews', ['project', 'issue'])
    .execute();
}

async function createTextWrites(db: Database, { identity, text }: MigrationDialect): Promise<void> {
  await db.schema
    .createTable('text_writes')
    .addColumn('id', identity.type, identity.constraints)
    .addColumn('project', 'bigint', (column) => column.notNull())
    .addColumn('issue', 'bigint', (column) => column.notNull())
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('stored', text, (column) => column.notNull())
    .addColumn('document', text, (column) => column.notNull())
    .addColumn('previous', text)
    .addForeignKeyConstraint('text_writes_review', ['project', 'issue'], 'reviews', ['project', 'issue'])
    .execute();
  await db.schema
    .createIndex('text_writes_of_review')
    .on('text_writes')
    .columns(['project', 'issue', 'id'])
    .execute();
  await db.schema.createIndex('text_writes_by_age').on('text_writes').column('at').execute();
}

async function createIntents(db: Database, { identity, text }: MigrationDialect): Promise<void> {
  await db.schema
    .createTable('intents')
    .addColumn('id', identity.type, identity.constraints)
    .addColumn('key', text, (column) => column.notNull().unique())
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('lane', text, (column) => column.notNull())
    .addColumn('importance', 'integer', (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('maybe_done_at', text)
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('next_at', text, (column) => column.notNull())
    .addColumn('lease_until', text)
    .addColumn('first_attempt_at', text)
    .addColumn('problem', text)
    .addColumn('detail', text)
    .addColumn('ended_at', text)
    .execute();
  await db.schema
    .createIndex('intents_due')
    .on('intents')
    .columns(['lane', 'importance', 'next_at', 'id'])
    .where(sql<boolean>`status = 'waiting'`)
    .execute();
  await db.schema
    .createIndex('intents_next')
    .on('intents')
    .columns(['lane', 'next_at'])
    .where(sql<boolean>`status = 'waiting'`)
    .execute();
  await db.schema
    .createIndex('intents_due_by_subject')
    .on('intents')
    .columns(['subject', 'importance', 'next_at', 'id'])
    .where(sql<boolean>`status = 'waiting'`)
    .execute();
  // Not for speed alone: whatever claims, the database lets nobody run two of one subject at a time.
  await db.schema
    .createIndex('intents_one_running_per_subject')
    .unique()
    .on('intents')
    .column('subject')
    .where(sql<boolean>`status = 'running'`)
    .execute();
  await db.schema
    .createIndex('intents_parked')
    .on('intents')
    .column('id')
    .where(sql<boolean>`status = 'parked'`)
    .execute();
  await db.schema
    .createIndex('intents_ended')
    .on('intents')
    .columns(['ended_at', 'id'])
    .where(sql<boolean>`ended_at is not null`)
    .execute();
}

async function createSends(db: Database, { text }: MigrationDialect): Promise<void> {
  await db.schema
    .createTable('sends')
    .addColumn('key', text, (column) => column.primaryKey().notNull())
    .addColumn('about', text)
    .addColumn('recipient', text, (column) => column.notNull())
    .addColumn('place', text, (column) => column.notNull())
    .addColumn('via', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('claimed_at', text, (column) => column.notNull())
    .addColumn('written_by', text)
    .addColumn('channel', text)
    .addColumn('ts', text)
    .execute();
  await db.schema
    .createIndex('sends_about')
    .on('sends')
    .columns(['about', 'claimed_at', 'key'])
    .where(sql<boolean>`about is not null`)
    .execute();
}
