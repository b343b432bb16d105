import { type MetricsState, metricsQuestions, tooSlowToAsk } from '../domain/doctor/metrics.ts';
import type { Policy } from '../domain/policy.ts';
import type { Instant } from '../domain/words.ts';
import type { MetricsSource } from '../ports/metrics-source.ts';
import { ask } from './ask.ts';

/** Every configured query once, for the last hour; where nobody answers, the first one alone. */
export async function askMetrics(
  source: MetricsSource,
  services: Policy['services'],
  now: Instant,
): Promise<MetricsState> {
  const { window, questions } = metricsQuestions(services, now);
  const asked: MetricsState['asked'] = [];
  for (const question of questions) {
    const answer = await ask(() => source.readAt(question.query, window.end));
    asked.push({ ...question, answer });
    if ('problem' in answer && tooSlowToAsk.includes(answer.problem)) break;
  }
  return { url: source.address, asked };
}
