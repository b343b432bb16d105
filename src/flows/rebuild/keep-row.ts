import { ladder } from '../../domain/announcement.ts';
import { subjectOf } from '../../domain/decide/decision.ts';
import { isConfidential } from '../../domain/decide/retract.ts';
import type { Rebuilt } from '../../domain/rebuild.ts';
import type { Review } from '../../domain/review.ts';
import type { Deps } from '../deps.ts';

/** Writes a row where there is none with a review yet; returns the one that is kept. */
export async function keepRow(
  { review, intents, announcedAs, evidence }: Rebuilt,
  deps: Deps,
): Promise<{ kept: Review; isNew: boolean }> {
  const { storage, clock } = deps;
  if (announcedAs !== null && !isConfidential(review)) await rememberSaid(announcedAs, review, deps);
  for (;;) {
    const known = await storage.reviewOf(review.incident);
    if (known?.issue) return { kept: known, isNew: false };
    const row = { ...review, version: known?.version ?? 0 };
    // A conflict: somebody else has written this very row since it was read, and it is read again.
    const written = await storage.commit({
      at: clock.now(),
      review: row,
      intents,
      evidence: { incident: row.incident, read: evidence },
    });
    if (written === 'committed') return { kept: row, isNew: true };
  }
}

/**
 * Nobody knows where the announcement stands. Should the review become confidential, it cannot be taken back, and a
 * person is told of it.
 */
async function rememberSaid(
  key: string,
  { incident, snapshot }: Review,
  { storage, clock, policy }: Deps,
): Promise<void> {
  const { slack } = policy();
  if (slack === null) return;
  const { iid, labels } = snapshot;
  const steps = ladder({ iid, labels, text: '', hidden: false, dri: null }, policy());
  const channels = steps.flatMap((step) =>
    step.rung === 'dri' ? [] : step.rung === 'incident-channel' ? ["the incident's channel"] : [step.channel],
  );
  const place = new Intl.ListFormat('en', { type: 'disjunction' }).format(channels);
  const send = { key, about: subjectOf(incident), to: slack.reviewsChannel, place, via: 'incident-channel' };
  await storage.claimSend(send, clock.now());
  await storage.endSend(key, { state: 'unknown' });
}
