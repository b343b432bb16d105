import { metricsOutOfReach } from '../domain/doctor/metrics.ts';
import { type Counted, counted, type MetricName, metricsOf } from '../domain/measure/answer.ts';
import { evidenceOf, type MetricEvidence } from '../domain/measure/evidence.ts';
import { type Asked, measureCount, whyAgain } from '../domain/measure/figure.ts';
import {
  better,
  type Figures,
  isServiceSettled,
  isSettled,
  type Outcome,
  type ServiceFigures,
} from '../domain/measure/figures.ts';
import type { Miss } from '../domain/measure/miss.ts';
import { planMeasure, type Question } from '../domain/measure/plan.ts';
import type { Service } from '../domain/policy.ts';
import type { Instant } from '../domain/words.ts';
import type { MetricsSource } from '../ports/metrics-source.ts';
import { ask } from './ask.ts';
import type { Deps } from './deps.ts';

/** `whys`: what may be known after another attempt. `notBefore`: the plan itself says when that makes sense. */
export type MeasuredService = {
  figures: ServiceFigures;
  evidence: MetricEvidence[];
  whys: Miss[];
  retryAfterMs: number | null;
  notBefore: Instant | null;
};

/** Asks the questions of one service for a window, one after another, but for what is known already. */
export async function measureService(
  service: Service,
  { present }: Pick<Figures, 'present'>,
  source: MetricsSource,
  { clock, policy }: Pick<Deps, 'clock' | 'policy'>,
): Promise<MeasuredService> {
  const { label } = service;
  const { retentionDays, link } = policy().metrics;
  const known = present.services.find((one) => one.service === label) ?? unknown(label);
  const nothing = { figures: known, evidence: [], whys: [], retryAfterMs: null, notBefore: null };
  if (present.services.includes(known) && isServiceSettled(known)) return nothing;
  const { start, end } = present;
  const abouts = counted.filter((about) => known[about] === null || !isSettled(known[about]));
  const plan = planMeasure({ service, abouts, start, end, retentionDays, now: clock.now() });
  if (plan === null) return nothing;
  if ('lost' in plan)
    return { ...nothing, figures: each(known, (was) => ({ loss: plan.lost, last: missOf(was) }), service) };
  if ('wait' in plan) {
    const figures = each(known, () => ({ miss: plan.wait }), service);
    return { ...nothing, figures, whys: [plan.wait], notBefore: plan.again };
  }
  const asked = await askAll(plan.ask, plan.window.end, source);
  const figures = each(
    known,
    (was, about) => (abouts.includes(about) ? measureCount(about, asked) : was),
    service,
  );
  const where = { service: label, window: plan.window, readAt: clock.now(), source: source.address };
  // What a figure was made of stays its evidence for as long as it stays.
  const isOfThisAttempt = ({ metric }: Asked) =>
    counted.some((about) => queriesFor(about).includes(metric) && figures[about] !== known[about]);
  const answered = asked.filter((one) => 'value' in one.answer && isOfThisAttempt(one));
  return {
    figures,
    evidence: answered.map((one) => evidenceOf(one, { ...where, linkTemplate: link })),
    whys: counted.flatMap((about) => whyOf(figures[about])),
    retryAfterMs: longestPause(asked),
    notBefore: null,
  };
}

function unknown(service: string): ServiceFigures {
  return { service, requests: null, customers: null };
}

/** What becomes of each figure that is configured; one that is known stays unless it is known better. */
function each(
  known: ServiceFigures,
  next: (was: Outcome | null, about: Counted) => Outcome | null,
  { metrics }: Service,
): ServiceFigures {
  const of = (about: Counted, query: MetricName): Outcome | null =>
    metrics[query] === undefined ? null : better(known[about], next(known[about], about));
  return {
    service: known.service,
    requests: of('requests', 'requestsAffected'),
    customers: of('customers', 'customersAffected'),
  };
}

function missOf(outcome: Outcome | null): Miss | null {
  return outcome !== null && 'miss' in outcome ? outcome.miss : null;
}

function whyOf(outcome: Outcome | null): Miss[] {
  const why = outcome === null || 'loss' in outcome ? null : whyAgain(outcome);
  return why === null ? [] : [why];
}

/**
 * Where nobody answers, the rest is not asked: each question would wait for its deadline. What takes too long may be that
 * query alone: then only what goes with it is left out.
 */
async function askAll(questions: Question[], at: Instant, source: MetricsSource): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const { metric, query } of questions) {
    const failed = asked.find((one) => isInVain(metric, one));
    const answer = failed?.answer ?? (await ask(() => source.readAt(query, at)));
    asked.push({ metric, query, answer });
  }
  return asked;
}

function isInVain(metric: MetricName, { metric: other, answer }: Asked): boolean {
  if (!('problem' in answer)) return false;
  if (metricsOutOfReach.includes(answer.problem)) return true;
  const isOfOneCount = counted.some((about) =>
    [metric, other].every((one) => queriesFor(about).includes(one)),
  );
  return answer.problem === 'metrics-timeout' && isOfOneCount;
}

function queriesFor(about: Counted): MetricName[] {
  return Object.values(metricsOf[about]);
}

function longestPause(asked: Asked[]): number | null {
  const pauses = asked.flatMap(({ answer }) => ('problem' in answer ? (answer.retryAfterMs ?? []) : []));
  return pauses.length === 0 ? null : Math.max(...pauses);
}
