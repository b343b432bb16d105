import type { Importance, Intent, IntentBody, Lane } from '../domain/intents.ts';
import type { MetricEvidence } from '../domain/measure/evidence.ts';
import type { ProblemCode } from '../domain/problems.ts';
import type { KeptTextWrite, TextWrite } from '../domain/restore/text-write.ts';
import type { Review } from '../domain/review.ts';
import type { Day, IncidentKey, Instant } from '../domain/words.ts';
import type { Log } from './log.ts';
import type { SharedWork } from './shared-work.ts';

/** A webhook delivery as it came in, already authenticated. `id` is the sender's key, or a hash of the body. */
export type NewDelivery = { id: string; event: string; body: string; receivedAt: Instant };

export type Delivery = NewDelivery & { attempts: number };

/**
 * How a delivery ended: `done` (decided on), `ignored` (authentic, but nothing of ours),
 * `parked` (not understood, or a bug: a person should look), `dropped` (a person gave it up).
 */
export type DeliveryOutcome = 'done' | 'ignored' | 'parked' | 'dropped';

/** How an attempt at an intent ended. `later` comes back at `at`; `parked` is given up until a person retries it. */
export type IntentOutcome =
  | { status: 'done'; note: string | null }
  | { status: 'later'; at: Instant; problem: ProblemCode; detail: string }
  | { status: 'parked'; problem: ProblemCode | 'bug'; detail: string };

/**
 * An intent that was claimed for one attempt. `attempts` counts this one. `maybeDoneAt`: an earlier one may have
 * done it already, at any time since `firstAttemptAt`; the last that may have ended then. null where all of them
 * ended with the certainty that nothing was written outside.
 */
export type ClaimedIntent = Intent & {
  id: number;
  attempts: number;
  maybeDoneAt: Instant | null;
  createdAt: Instant;
  firstAttemptAt: Instant;
};

/** What is committed together, or not at all. */
export type Commit = {
  at: Instant;
  /** New or changed; `version` is the one that was read, 0 for a new one. */
  review?: Review;
  /** Where measured figures came from; of one query and window the one that was read last is kept. */
  evidence?: { incident: Pick<IncidentKey, 'project' | 'issue'>; read: MetricEvidence[] };
  /** What a text of ours has taken the place of, unseen. */
  overwritten?: { write: number; previous: string };
  /** Those whose key is known already are left out. */
  intents?: Intent[];
  delivery?: { id: string; outcome: DeliveryOutcome; reason: string | null };
  /**
   * `done` always counts, because it has been done. `later` and `parked` count only while the intent runs;
   * with `attempts`, only while the claim with that count runs and not a later one.
   */
  intent?: { id: number; attempts?: number; outcome: IntentOutcome };
};

/**
 * What a message is about and where it goes. `about`: the incident (`7:700`), or null. `to` is for Slack, an id
 * or a name; `place` for people. `via` says how the place was chosen.
 */
export type NewSend = { key: string; about: string | null; to: string; place: string; via: string };

/**
 * A message that was claimed for sending, by its key; `at` is when. `sending`: nobody said how it ended, so it
 * may stand there. `unknown`: nobody can say any more. `retracted`: it stood there and was taken back.
 * A bookmark counts as a message; its id is in `ts`.
 */
export type Send = NewSend & { at: Instant } & (
    | { state: 'sending' }
    | { state: 'unknown' }
    | { state: 'not-taken' }
    | { state: 'retracted' }
    | { state: 'sent'; channel: string; ts: string }
  );

/**
 * `not-taken` is certain of the claim of that moment, and lets the key be claimed again; `unknown` can only be
 * retracted.
 */
export type SendOutcome =
  | { state: 'sent'; channel: string; ts: string }
  | { state: 'not-taken'; claimedAt: Instant }
  | { state: 'unknown' }
  | { state: 'retracted' };

/** A row for `queue list`. `id` is what `retry` and `drop` take: `d:<delivery>` or `i:<intent>`. */
export type ParkedItem = {
  id: string;
  what: string;
  key: string;
  problem: string;
  detail: string;
  attempts: number;
  since: Instant;
};

export type QueueDepth = {
  deliveries: number;
  intents: number;
  oldestAt: Instant | null;
  parkedDeliveries: number;
  parkedIntents: number;
};

/**
 * Where everything is kept. Whatever resolves is on disk. Failures are `Problem`s: `storage-unavailable`
 * concerns everything, `storage-damaged` what was asked for: a row, or a page of the file. Concurrent writes may share one
 * transaction.
 */
export interface Storage {
  /** Brings the schema up to date; says what it did. */
  migrate(): Promise<string[]>;
  close(): Promise<void>;
  /**
   * From then on whoever shares the database is told of what is left to do. null: nobody else works on it, and
   * whoever writes something down has to look at it as well.
   */
  shareWork(log: Log): Promise<SharedWork | null>;
  /** Throws when nothing can be written at this moment. */
  checkWritable(): Promise<void>;

  storeDelivery(delivery: NewDelivery): Promise<'stored' | 'known'>;
  /**
   * The oldest undecided deliveries in the order of their arrival. Handing one out counts as an attempt, on
   * disk before it resolves: `attempts` includes this one, so that a delivery that kills the process can be
   * told. Where several processes share a database, what one was handed is left to it for a minute. Those that were never handed out come together, up to `limit` and about 8 MiB of bodies, but at
   * least one. One that was handed out before and never ended comes alone, so that only the one that does
   * the harm is counted again and again.
   */
  nextDeliveries(limit: number, now: Instant): Promise<Delivery[]>;
  /**
   * Takes back the attempt of those that are undecided still: they were handed out, but what stopped us
   * was storage and not they. One that was handed out again meanwhile is left to whoever has it now.
   */
  returnDeliveries(deliveries: Pick<Delivery, 'id' | 'attempts'>[]): Promise<void>;
  /** Ends several deliveries at once that changed nothing. */
  endDeliveries(
    ended: { id: string; outcome: DeliveryOutcome; reason: string | null }[],
    at: Instant,
  ): Promise<void>;
  /**
   * Deletes the bodies of deliveries ended before that moment; their ids stay. Parked ones are dropped with
   * it, because they could not be tried again. Returns how many.
   */
  forgetDeliveryBodies(before: Instant): Promise<number>;

  reviewOf(incident: Pick<IncidentKey, 'project' | 'issue'>): Promise<Review | null>;
  /** By the review issue's own project and global id. */
  reviewByIssue(project: number, issue: number): Promise<Review | null>;
  /** The row whose incident was moved and now has this global id. */
  reviewByMovedIncident(issue: number): Promise<Review | null>;
  /** The rows that can be read, newest incident first; `reviewOf` names what is damaged. */
  reviews(limit: number): Promise<Review[]>;
  /**
   * Every row that can be read, in the order of the incidents' ids. There may be very many: they are read page by
   * page as they are asked for, and changes in between neither hide a row nor show one twice.
   */
  allReviews(): AsyncIterable<Review>;
  /** Every open review that can be read, oldest incident first. */
  openReviews(): Promise<Review[]>;
  /** Open reviews, and those of them whose due date is before `today`. */
  countReviews(today: Day): Promise<{ open: number; overdue: number }>;
  /** Reviews that are open or being opened, by lower-case username of the assignee or of who is planned. */
  openReviewsByAssignee(): Promise<Map<string, number>>;

  /** Where the measured figures of an incident came from, the earliest window first. */
  evidenceOf(incident: Pick<IncidentKey, 'project' | 'issue'>): Promise<MetricEvidence[]>;

  /**
   * Keeps a text that is about to be written into the review of an incident, and the one that was read for it. `stored`:
   * as GitLab will show it.
   */
  keepTextWrite(
    incident: Pick<IncidentKey, 'project' | 'issue'>,
    write: TextWrite,
    stored: string,
    at: Instant,
  ): Promise<void>;
  /** The texts kept for an incident that GitLab shows as `stored`, oldest first. */
  textWritesAs(incident: Pick<IncidentKey, 'project' | 'issue'>, stored: string): Promise<KeptTextWrite[]>;
  /** One of them and all that followed, oldest first. */
  textWritesSince(incident: Pick<IncidentKey, 'project' | 'issue'>, id: number): Promise<KeptTextWrite[]>;
  /** Forgets texts that were written before that moment; returns how many. */
  forgetTextWrites(before: Instant): Promise<number>;

  /** `conflict`: the review was changed meanwhile; nothing of the commit was written. */
  commit(commit: Commit): Promise<'committed' | 'conflict'>;

  /**
   * Claims due intents of one lane for one attempt each, the most important first and of those the longest
   * due, at most one for a subject at a time; with `atMost`, none that is less important.
   * A claim that is neither settled nor renewed within `leaseMs` (we crashed) comes back. What cannot be
   * read is parked as `storage-damaged` instead.
   */
  claimIntents(
    lane: Lane,
    limit: number,
    now: Instant,
    leaseMs: number,
    atMost?: Importance,
  ): Promise<ClaimedIntent[]>;
  /**
   * Lets the lease of a claim begin anew. false: the claim is no longer ours, for it was settled, or its
   * lease ended and somebody else has the intent; then nothing more may be written outside on its account.
   */
  renewClaim(intent: Pick<ClaimedIntent, 'id' | 'attempts'>, now: Instant, leaseMs: number): Promise<boolean>;
  /** When the next intent of a lane is due; null when none waits. */
  nextIntentAt(lane: Lane): Promise<Instant | null>;

  send(key: string): Promise<Send | null>;
  /** All that was ever claimed about an incident, oldest first. */
  sendsAbout(about: string): Promise<Send[]>;
  /**
   * Claims a message before it is sent, on disk before it resolves. What was claimed before comes back
   * instead, unless it is certain that it was not taken.
   */
  claimSend(send: NewSend, at: Instant): Promise<Send | 'claimed'>;
  /** Counts only while it is being sent, `not-taken` only for its own claim; `retracted` always. */
  endSend(key: string, outcome: SendOutcome): Promise<void>;

  parked(): Promise<ParkedItem[]>;
  /** Intents that were given up for this problem and can be read, with the ids that `retryParked` takes. */
  parkedFor(problem: ProblemCode): Promise<{ id: string; body: IntentBody }[]>;
  /**
   * false: no parked item has this id. The attempts of an intent stay counted, and the first one when it was,
   * because it may have been done then already; the attempts of a delivery begin anew.
   */
  retryParked(id: string, now: Instant): Promise<boolean>;
  dropParked(id: string, now: Instant): Promise<boolean>;
  depth(): Promise<QueueDepth>;
  /**
   * What was done and why, newest first: for the sandbox page and for people who ask. What did not work and is
   * tried again stands there as `waiting`, with the moment of its next try.
   */
  history(limit: number): Promise<HistoryEntry[]>;

  /**
   * After the clock was set back: what it had put into a far future is due at `resumeAt` at the latest, claims
   * end by then, and messages that were being sent count from `now`. Returns how many moments that were.
   */
  bringNearer(now: Instant, resumeAt: Instant): Promise<number>;

  /** Small facts about ourselves: `watching-since:<project>`, `bot-users`, `last-reconcile`. */
  fact(name: string): Promise<string | null>;
  setFact(name: string, value: string): Promise<void>;
  /** Writes a fact down where there is none, and says which one is kept. Of several that do it at once one wins. */
  ensureFact(name: string, value: string): Promise<string>;

  /**
   * Writes down that something came in and says whether that was known. Of several that ask for one key at
   * the same time, whichever process they are in, exactly one hears false.
   */
  seenBefore(key: string, now: Instant): Promise<boolean>;
  /** Forgets what came in before that moment; returns how many. */
  forgetSeen(before: Instant): Promise<number>;
}

export type HistoryEntry = {
  at: Instant;
  what: string;
  key: string;
  outcome: string;
  detail: string | null;
  body: IntentBody | null;
};
