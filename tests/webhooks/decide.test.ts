import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type Known } from '../../src/domain/decide/index.ts';
import type { DomainEvent } from '../../src/domain/events.ts';
import type { Review } from '../../src/domain/review.ts';
import { translate } from '../../webhooks/index.ts';
import { aPolicy } from '../fakes/facts.ts';
import { exampleNames, exampleText } from './examples.ts';
import { mutatedDelivery } from './mutations.ts';

const policy = aPolicy({
  apps: [
    { name: 'pager', hears: ['incident.closed', 'incident.reopened', 'review.waived', 'review.closed'] },
  ],
});
/** Half of the deliveries come from a project that is not configured. */
const own = exampleNames.map(exampleText);
const foreign = own.map((text) =>
  text.replaceAll('acme/production', 'other/place').replaceAll('4711', '4712'),
);

const now = '2026-06-01T00:00:00.000Z';

/**
 * Rows as storage keeps them, so that later events meet what earlier ones left. They are forgotten now and
 * then: the examples speak of few incidents, and one whose review is opened or waived leaves nothing to decide.
 */
function rows() {
  const kept = new Map<string, Review>();
  let met = 0;
  return {
    forgetNowAndThen(): void {
      met += 1;
      if (met % 20 === 0) kept.clear();
    },
    known(event: DomainEvent): Known {
      if (event.kind !== 'issue.changed' && event.kind !== 'note.added') return null;
      const review = kept.get(`${event.issue.project.id}:${event.issue.id}`);
      return review ? { review, as: 'incident' } : null;
    },
    keep(review: Review): void {
      kept.set(`${review.incident.project}:${review.incident.issue}`, review);
    },
  };
}

test('20,000 spoilt deliveries never break a decision, and none of a foreign project is acted on', () => {
  const { known, keep, forgetNowAndThen } = rows();
  const seen = { acted: 0, foreign: 0 };
  fc.assert(
    fc.property(mutatedDelivery([...own, ...foreign]), (body) => {
      forgetNowAndThen();
      const translation = translate(body);
      if (translation.kind !== 'events') return;
      for (const event of translation.events) {
        const row = known(event);
        const decision = decide(event, row, policy, now);
        if (decision.review) keep(decision.review);
        if (decision.intents.length > 0) seen.acted += 1;
        const path = 'issue' in event && event.issue ? event.issue.project.path.toLowerCase() : '';
        if (row !== null || path === 'acme/production') continue;
        seen.foreign += 1;
        expect(decision).toMatchObject({ outcome: 'ignored', review: null, intents: [] });
      }
    }),
    { numRuns: 20_000 },
  );
  expect(seen.acted).toBeGreaterThan(500);
  expect(seen.foreign).toBeGreaterThan(1000);
});
