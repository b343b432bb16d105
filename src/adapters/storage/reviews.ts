import type { ExpressionBuilder } from 'kysely';
import type { Review } from '../../domain/review.ts';
import type { Day, IncidentKey } from '../../domain/words.ts';
import { orNullIfDamaged, readDocument, writeDocument } from './documents/read-document.ts';
import { reviewDocument } from './documents/review-document.ts';
import {
  type Database,
  type NewReviewRow,
  openReview,
  type ReviewRow,
  type Schema,
  type Tx,
} from './schema.ts';

/** A review made ready for its row, so that a bug in it shows before a transaction is shared with others. */
export type PreparedReview = { row: NewReviewRow; readVersion: number; busy: string[] };

export function prepareReview(review: Review): PreparedReview {
  const { version, ...document } = review;
  return {
    readVersion: version,
    busy: [...new Set(busyWith(review).map((username) => username.toLowerCase()))],
    row: {
      project: review.incident.project,
      issue: review.incident.issue,
      version: version + 1,
      standing: review.standing,
      incident_created_at: review.snapshot.createdAt,
      review_project: review.issue?.project ?? null,
      review_issue: review.issue?.id ?? null,
      moved_to: review.movedIncident,
      due_date: review.standing === 'open' ? (review.issue?.dueDate ?? null) : null,
      document: writeDocument(reviewDocument, document),
    },
  };
}

/** Who has work with a review, or will have as soon as it is there. */
function busyWith({ standing, issue, plannedOwner }: Review): string[] {
  if (standing === 'open') return issue?.assignees ?? [];
  if (standing === 'wanted' && plannedOwner !== null) return [plannedOwner];
  return [];
}

/** Writes a review if it still has the version that was read; otherwise writes nothing. */
export async function writeReview(tx: Tx, review: PreparedReview): Promise<'written' | 'conflict'> {
  const written = review.readVersion === 0 ? await insert(tx, review) : await update(tx, review);
  if (!written) return 'conflict';
  await replaceAssignees(tx, review);
  return 'written';
}

async function insert(tx: Tx, { row }: PreparedReview): Promise<boolean> {
  const rows = await tx
    .insertInto('reviews')
    .values(row)
    .onConflict((conflict) => conflict.columns(['project', 'issue']).doNothing())
    .returning('version')
    .execute();
  return rows.length === 1;
}

async function update(tx: Tx, { row, readVersion }: PreparedReview): Promise<boolean> {
  const { project, issue, ...changes } = row;
  const { numUpdatedRows } = await tx
    .updateTable('reviews')
    .set(changes)
    .where('project', '=', project)
    .where('issue', '=', issue)
    .where('version', '=', readVersion)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

async function replaceAssignees(tx: Tx, { row: { project, issue }, busy }: PreparedReview): Promise<void> {
  await tx.deleteFrom('review_assignees').where('project', '=', project).where('issue', '=', issue).execute();
  if (busy.length === 0) return;
  await tx
    .insertInto('review_assignees')
    .values(busy.map((username) => ({ project, issue, username })))
    .execute();
}

type Condition = (eb: ExpressionBuilder<Schema, 'reviews'>) => ReturnType<typeof eb.and>;

export async function reviewOf(
  db: Database,
  { project, issue }: Pick<IncidentKey, 'project' | 'issue'>,
): Promise<Review | null> {
  return await findReview(db, (eb) => eb.and({ project, issue }));
}

export async function reviewByIssue(db: Database, project: number, issue: number): Promise<Review | null> {
  return await findReview(db, (eb) => eb.and({ review_project: project, review_issue: issue }));
}

export async function reviewByMovedIncident(db: Database, issue: number): Promise<Review | null> {
  return await findReview(db, (eb) => eb.and({ moved_to: issue }));
}

/** Newest incident first. A list is for looking: one damaged row must not hide the others. */
export async function newestReviews(db: Database, limit: number): Promise<Review[]> {
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .orderBy('incident_created_at', 'desc')
    .orderBy('project', 'desc')
    .orderBy('issue', 'desc')
    .limit(limit)
    .execute();
  return readable(rows);
}

type ReviewKey = Pick<ReviewRow, 'project' | 'issue'>;
/** `last`: behind it goes the next page on; null: there is none. */
type ReviewPage = { reviews: Review[]; last: ReviewKey | null };

const reviewsAtOnce = 500;
/** Ids begin at 1. */
const beforeAll: ReviewKey = { project: 0, issue: 0 };

/** One page by the key, which never changes; what is damaged is left out of it. */
export async function reviewsAfter(db: Database, { project, issue }: ReviewKey): Promise<ReviewPage> {
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .where(({ eb, refTuple, tuple }) => eb(refTuple('project', 'issue'), '>', tuple(project, issue)))
    .orderBy('project')
    .orderBy('issue')
    .limit(reviewsAtOnce)
    .execute();
  const last = rows.length < reviewsAtOnce ? null : (rows.at(-1) ?? null);
  return { reviews: readable(rows), last };
}

export async function* everyReview(
  readPage: (after: ReviewKey) => Promise<ReviewPage>,
): AsyncGenerator<Review, void> {
  for (let after: ReviewKey | null = beforeAll; after !== null; ) {
    const { reviews, last }: ReviewPage = await readPage(after);
    yield* reviews;
    after = last;
  }
}

/** The oldest incident first; a damaged row must not hide the others. */
export async function openReviews(db: Database): Promise<Review[]> {
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .where('standing', '=', openReview)
    .orderBy('incident_created_at')
    .execute();
  return readable(rows);
}

export async function openReviewsByAssignee(db: Database): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('review_assignees')
    .select((eb) => ['username', eb.fn.countAll<number>().as('reviews')])
    .groupBy('username')
    .execute();
  return new Map(rows.map(({ username, reviews }) => [username, Number(reviews)]));
}

/** Whoever closes on the due day itself is still in time. */
export async function countReviews(db: Database, today: Day): Promise<{ open: number; overdue: number }> {
  const { open, overdue } = await db
    .selectFrom('reviews')
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      eb.fn.countAll<number>().filterWhere('due_date', '<', today).as('overdue'),
    ])
    .where('standing', '=', openReview)
    .executeTakeFirstOrThrow();
  return { open: Number(open), overdue: Number(overdue) };
}

/** The oldest, should one review issue serve several incidents. */
async function findReview(db: Database, condition: Condition): Promise<Review | null> {
  const row = await db
    .selectFrom('reviews')
    .selectAll()
    .where(condition)
    .orderBy('incident_created_at')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : readReview(row);
}

function readable(rows: ReviewRow[]): Review[] {
  return rows.map((row) => orNullIfDamaged(() => readReview(row))).filter((review) => review !== null);
}

function readReview(row: ReviewRow): Review {
  const name = `The review of incident ${row.project}:${row.issue}`;
  return { ...readDocument(reviewDocument, row.document, name), version: row.version };
}
