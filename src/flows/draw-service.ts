import { describeChart } from '../domain/chart/describe-chart.ts';
import type { PlacedChart, PlacedUpload } from '../domain/chart/placed-chart.ts';
import { type ChartQuestion, chartQuestions } from '../domain/chart/questions.ts';
import type { MetricsAnswer, Point } from '../domain/measure/answer.ts';
import { fillLink } from '../domain/measure/fill-in.ts';
import type { MeasuredWindow } from '../domain/measure/window.ts';
import type { Service } from '../domain/policy.ts';
import { Problem, type ProblemCode } from '../domain/problems.ts';
import type { MetricsSource } from '../ports/metrics-source.ts';
import type { Deps } from './deps.ts';

export type DrawnChart = Omit<PlacedChart, keyof PlacedUpload> & { png: Buffer; inPart: boolean };

/** Asks for the charts of one service, one after another, and draws those for which there is something to be seen. */
export async function drawService(
  service: Service,
  window: MeasuredWindow,
  source: MetricsSource,
  deps: Pick<Deps, 'clock' | 'policy' | 'charts'>,
): Promise<DrawnChart[]> {
  const { clock, policy, charts } = deps;
  const drawn: DrawnChart[] = [];
  for (const question of chartQuestions(service, window, clock.now())) {
    const { kind, query, range } = question;
    const answer = await answerTo(question, source);
    if (answer?.found !== 'value' || answer.value.length === 0) continue;
    const { value: points, inPart } = answer;
    const { label } = service;
    const readAt = clock.now();
    const { stepSeconds } = range;
    const chart = describeChart({
      kind,
      subject: label,
      window,
      points,
      stepSeconds,
      measuredAt: readAt,
      inPart,
    });
    const { png } = await charts.draw(chart);
    const { link } = policy().metrics;
    drawn.push({
      service: label,
      kind,
      alt: chart.alt,
      query,
      ...range,
      readAt,
      source: source.address,
      link: link === null ? null : fillLink(link, query, range),
      png,
      inPart,
    });
  }
  return drawn;
}

/** What waits for a person to mend a query keeps nobody from the other charts; whatever else fails is tried again. */
const noChart: ProblemCode[] = ['metrics-refused', 'metrics-too-large', 'metrics-unreadable'];

async function answerTo(
  { query, range }: ChartQuestion,
  source: MetricsSource,
): Promise<MetricsAnswer<Point[]> | null> {
  try {
    return await source.readOver(query, range);
  } catch (error) {
    if (error instanceof Problem && noChart.includes(error.code)) return null;
    throw error;
  }
}
