import { isKept } from '../../domain/decide/refresh.ts';
import type { Figures } from '../../domain/measure/figures.ts';
import { measuredServices } from '../../domain/measure/measured-services.ts';
import { nextLookAt, triedUntil, type Waiting } from '../../domain/measure/next-measure.ts';
import { lostFrom, windowIn } from '../../domain/measure/window.ts';
import type { Instant } from '../../domain/words.ts';
import type { Deps } from '../deps.ts';
import { type MeasuredService, measureService } from '../measure-service.ts';
import type { Performer } from './performer.ts';

/**
 * Asks the metrics source how many were affected in the window that the review tells, for each service of the incident.
 * Whatever it answers is an event: a source that is down has nothing fail but the figures, and when it is asked again
 * depends on how long it keeps its metrics. Nothing is written outside, so that a repetition does no harm.
 */
export const measureFigures: Performer<'measure-figures'> = async (
  { incident, round, attempt },
  _claimed,
  deps,
) => {
  const { metricsSource, storage, policy, clock } = deps;
  if (metricsSource === null) return { note: 'no metrics source is configured' };
  const row = await storage.reviewOf(incident);
  if (row === null || !isKept(row) || row.figures?.round !== round)
    return { note: 'another window is measured by now' };
  const { figures } = row;
  const measured: MeasuredService[] = [];
  for (const service of measuredServices(row.snapshot.labels, policy()))
    measured.push(await measureService(service, figures, metricsSource, deps));
  const at = clock.now();
  const { again, until } = whenAgain(measured, figures, attempt, at, deps);
  return {
    event: {
      kind: 'figures.measured',
      incident,
      round,
      attempt,
      at,
      services: measured.map((one) => one.figures),
      evidence: measured.flatMap(({ evidence }) => evidence),
      again,
      triedUntil: until,
    },
    // No figures: the ledger is read by more people than a confidential review.
    note: again === null ? 'not asked again' : `asked again at ${again}`,
  };
};

/** The first moment at which any of them may tell more, and the last. */
function whenAgain(
  measured: MeasuredService[],
  { present, firstTriedAt }: Figures,
  attempts: number,
  now: Instant,
  { policy, random }: Deps,
): { again: Instant | null; until: Instant | null } {
  const window = windowIn(present);
  if (window === null) return { again: null, until: null };
  const lost = lostFrom(window, policy().metrics.retentionDays);
  const waits = measured.flatMap(({ whys, retryAfterMs, notBefore }) =>
    whys.map((why) => {
      const firstTried = firstTriedAt ?? now;
      const waiting: Waiting = {
        now,
        why,
        attempts,
        firstTriedAt: firstTried,
        lostFrom: lost,
        random: random(),
        retryAfterMs,
      };
      return { again: notBefore ?? nextLookAt(waiting), until: triedUntil(waiting) };
    }),
  );
  const moments = (of: 'again' | 'until') => waits.flatMap((wait) => wait[of] ?? []).sort();
  return { again: moments('again')[0] ?? null, until: moments('until').at(-1) ?? null };
}
