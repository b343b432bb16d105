import { type Generated, type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { DeliveryOutcome, Send } from '../../ports/storage.ts';

/**
 * The tables as Kysely sees them. Instants are kept as text, which compares correctly; documents as
 * JSON text, because nothing inside them is ever queried: what is queried has a column of its own.
 */
export type Schema = {
  deliveries: DeliveryTable;
  delivery_bodies: DeliveryBodyTable;
  reviews: ReviewTable;
  review_assignees: ReviewAssigneeTable;
  evidence: EvidenceTable;
  text_writes: TextWriteTable;
  intents: IntentTable;
  sends: SendTable;
  facts: FactTable;
  seen: SeenTable;
};

/** The inbox. Rows stay for ever, so that a redelivery is known years later; `outcome` null: undecided. */
type DeliveryTable = {
  seq: Generated<number>;
  id: string;
  event: string;
  received_at: string;
  attempts: Generated<number>;
  /** While a process is at it, where several work on one database. */
  taken_until: string | null;
  outcome: DeliveryOutcome | null;
  reason: string | null;
  ended_at: string | null;
  /** 1 until its body is deleted; databases differ in their booleans. */
  body_kept: Generated<number>;
};

/** Apart from the inbox: bodies are large, written once and deleted early; ending a delivery must not rewrite them. */
type DeliveryBodyTable = { delivery: number; body: string };

/** `document` is the review without its version. The other columns repeat what is searched for. */
type ReviewTable = {
  project: number;
  issue: number;
  version: number;
  standing: string;
  incident_created_at: string;
  review_project: number | null;
  review_issue: number | null;
  moved_to: number | null;
  /** Of an open review. */
  due_date: string | null;
  document: string;
};

/**
 * Who is assigned to an open review, or going to be asked to own one that is being opened; lower-case
 * usernames. No rows for other standings.
 */
type ReviewAssigneeTable = { project: number; issue: number; username: string };

/** Where measured figures came from: the last answer to each query for each window. */
type EvidenceTable = {
  project: number;
  issue: number;
  service: string;
  metric: string;
  window_start: string;
  window_end: string;
  document: string;
};

/**
 * Texts that we wrote into reviews, with those that they took the place of. `stored`: hash of the text as GitLab shows it.
 * `previous`: what stood there instead of the one that we had read. Rows go after a while.
 */
type TextWriteTable = {
  id: Generated<number>;
  project: number;
  issue: number;
  at: string;
  stored: string;
  document: string;
  previous: string | null;
};

export type IntentStatus = 'waiting' | 'running' | 'done' | 'parked' | 'dropped';

/** The ledger of all that was ever decided to be done. Rows stay for ever: their keys are what is never done twice. */
type IntentTable = {
  id: Generated<number>;
  key: string;
  subject: string;
  kind: string;
  /** Which system outside it is for: those of one take no room from those of another. */
  lane: string;
  /** What goes first, from 0. */
  importance: number;
  body: string;
  status: IntentStatus;
  attempts: Generated<number>;
  /** 1: an attempt ended, or broke off, without its being certain that nothing was written outside. */
  maybe_done_at: string | null;
  created_at: string;
  /** When it may be claimed; of no meaning once it has ended. */
  next_at: string;
  lease_until: string | null;
  first_attempt_at: string | null;
  problem: string | null;
  detail: string | null;
  ended_at: string | null;
};

/** Messages by their keys, claimed before they are sent. Rows stay for ever, so that none goes out twice. */
type SendTable = {
  key: string;
  about: string | null;
  recipient: string;
  place: string;
  via: string;
  state: Send['state'];
  claimed_at: string;
  /** Random, of the call that claimed it: one that has to run again knows its own row. */
  written_by: string | null;
  channel: string | null;
  ts: string | null;
};

type FactTable = { name: string; value: string };

/** What came in and must not count twice; rows go after a while. */
type SeenTable = {
  key: string;
  at: string;
  /** As of a message. */
  written_by: string | null;
};

// Written into the query itself: a database uses a partial index only where it sees the value.
export const waiting = sql.lit<IntentStatus>('waiting');
export const running = sql.lit<IntentStatus>('running');
export const parkedIntent = sql.lit<IntentStatus>('parked');
export const openReview = sql.lit('open');
export const parkedDelivery = sql.lit<DeliveryOutcome>('parked');

export type Database = Kysely<Schema>;
export type Tx = Transaction<Schema>;
export type ReviewRow = Selectable<ReviewTable>;
export type NewReviewRow = Insertable<ReviewTable>;
export type SendRow = Selectable<SendTable>;
export type TextWriteRow = Selectable<TextWriteTable>;
export type IntentRow = Selectable<IntentTable>;
