import { decide } from '../../../src/domain/decide/index.ts';
import type { DomainEvent } from '../../../src/domain/events.ts';
import type { IntentBody } from '../../../src/domain/intents.ts';
import type { Review } from '../../../src/domain/review.ts';
import type { Instant, IssueSnapshot } from '../../../src/domain/words.ts';
import type { Deps } from '../../../src/flows/deps.ts';
import { findRows } from '../../../src/flows/find-rows.ts';

export type Later = { what: string; event: DomainEvent };

/** What may happen to an incident and its review some time later. */
export function laterEvents(row: Review, review: IssueSnapshot | null, now: Instant): Later[] {
  const { incident, snapshot } = row;
  const person = { id: 2, username: 'dora', name: 'Dora' };
  const changed = (
    what: string,
    issue: IssueSnapshot,
    change: Partial<IssueSnapshot>,
    before = {},
  ): Later => ({
    what,
    event: {
      kind: 'issue.changed',
      issue: { ...issue, ...change, updatedAt: now },
      before,
      by: person,
    },
  });
  const { labels } = snapshot;
  const labelled = (label: string) =>
    changed(`${label} is set`, snapshot, { labels: [...labels, label] }, { labels });
  const note = { id: 999, body: 'A drill, no more.', author: person, internal: false, at: now };
  const other = (what: string, event: DomainEvent): Later => ({ what, event });
  const onIncident: Later[] = [
    changed('it is edited', snapshot, { title: 'Another title' }),
    changed('it is opened', snapshot, { state: 'opened', closedAt: null }, { state: 'closed' }),
    changed('it is closed', snapshot, { state: 'closed', closedAt: now }, { state: 'opened' }),
    changed('it becomes confidential', snapshot, { confidential: true }, { confidential: false }),
    changed('it is made worse', snapshot, { labels: ['severity::1'] }, { labels }),
    changed('it loses its labels', snapshot, { labels: ['incident'] }, { labels }),
    changed('it is moved', snapshot, { state: 'closed', movedTo: 77_777 }, { movedTo: null }),
    labelled('review-requested'),
    labelled('review-not-needed'),
    other('a person comments', { kind: 'note.added', issue: snapshot, note }),
    other('somebody found the review gone', { kind: 'review.gone', incident }),
    other('it was deleted unasked', { kind: 'review.gone', incident, unasked: true }),
    other('more people read it', { kind: 'readers.changed', incident, readableByMore: true }),
    other('fewer people read it', { kind: 'readers.changed', incident, readableByMore: false }),
  ];
  const named = (all: Later[]) =>
    all.map(({ what, event }) => ({ what: `${snapshot.title}: ${what}`, event }));
  if (review === null) return named(onIncident);
  const found = { issue: { ...review, id: 88_888, iid: 888 }, how: 'related', ours: false } as const;
  const onReview: Later[] = [
    changed('the review is edited', review, { title: 'Incident Review: anew' }),
    changed('the review is closed', review, { state: 'closed', closedAt: now }, { state: 'opened' }),
    changed('the review is opened', review, { state: 'opened', closedAt: null }, { state: 'closed' }),
    changed('the review is handed over', review, { assignees: [person] }),
    changed('the review is shown', review, { confidential: false }, { confidential: true }),
    changed('the review is moved', review, { state: 'closed', movedTo: 66_666 }),
    other('another review is found', {
      kind: 'review.found',
      incident,
      issue: snapshot,
      existing: { ...found, readableByMore: false },
    }),
  ];
  return named([...onIncident, ...onReview]);
}

/**
 * What is decided with what the database knows, without what only the ledger and the row are numbered by. What is
 * commented is left out: it is looked for before it is written. So is who reads an incident again or judges its review
 * where that has lost its mark: it writes nothing there, but that it does so.
 */
export async function decided(
  { what, event: told }: Later,
  deps: Pick<Deps, 'storage' | 'policy'>,
  now: Instant,
) {
  const { event, known } = await findRows(told, deps);
  const { review, intents } = decide(event, known, deps.policy(), now);
  const after = review ?? known?.review ?? null;
  const leftOut: IntentBody['kind'][] = ['comment-on-incident', 'refresh-key-information'];
  if (what.startsWith('unmarked: ')) leftOut.push('check-guidelines');
  return {
    standing: after?.standing ?? 'watching',
    issue: after?.issue ?? null,
    waiver: after?.waiver ?? null,
    hidden: after?.hidden ?? false,
    intents: intents.map(({ body }) => withoutCount(body)).filter(({ kind }) => !leftOut.includes(kind)),
  };
}

/** GitLab tells labels in one order when it is asked, and in another by itself. */
function withoutCount(body: IntentBody): IntentBody {
  const sorted = structuredClone(body);
  if (sorted.kind === 'tell-app') sorted.event.incident.labels.sort();
  return 'attempt' in sorted ? { ...sorted, attempt: 0 } : sorted;
}
