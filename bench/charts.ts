import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { drawApart } from '../src/adapters/charts/draw-apart.ts';
import { describeChart, type ToDescribe } from '../src/domain/chart/describe-chart.ts';
import { chartStepSeconds } from '../src/domain/chart/range.ts';
import { median, type Row } from './table.ts';

const later = 20;
const drawGoalMs = 3_000;
/** Garbage that nobody has collected yet is some of it; drawn in the service, it would be a hundred and more. */
const heldGoalMegabytes = 30;
const million = 1_000_000;
const program = fileURLToPath(new URL('../dist/src/adapters/charts/draw-process.js', import.meta.url));
const peakMemory = new URL('./peak-memory.ts', import.meta.url).href;

/** What a chart costs: its time, the process that draws it, and what stays behind in the one that wants it. */
export async function measureCharts(tell: (line: string) => void): Promise<Row[]> {
  const chart = describeChart(measured(0));
  const charts = drawApart();
  const timesMs: number[] = [];
  let heldBefore = 0;
  for (let n = 0; n <= later; n += 1) {
    const startedMs = performance.now();
    await charts.draw(chart);
    timesMs.push(performance.now() - startedMs);
    if (n === 0) heldBefore = process.memoryUsage.rss();
  }
  const held = (process.memoryUsage.rss() - heldBefore) / 1_000_000;
  const [firstMs = Number.NaN, ...laterMs] = timesMs;
  tell(`charts: the first after ${firstMs.toFixed(0)} ms, then one in ${median(laterMs).toFixed(0)} ms`);
  const peak = await peakMegabytes(JSON.stringify(chart));
  const described = measured(million);
  const startedMs = performance.now();
  describeChart(described);
  const describedMs = performance.now() - startedMs;
  tell(`charts: ${peak.toFixed(0)} MB while one is drawn, ${held.toFixed(1)} MB more after ${later}`);
  const row = (what: string, service: number, goals: Row['goals'] = []): Row => ({
    what,
    service,
    goals,
    digits: 0,
  });
  return [
    row('the first chart drawn, 576 points, ms', firstMs),
    row('a later one, ms', median(laterMs), [
      { text: `< ${drawGoalMs} ms`, met: median(laterMs) < drawGoalMs },
    ]),
    row('most memory of the process that draws, MB', peak),
    row(`held by the service after ${later} more, MB`, held, [
      { text: `< ${heldGoalMegabytes} MB`, met: held < heldGoalMegabytes },
    ]),
    row('a million points made fit to be drawn, ms', describedMs),
  ];
}

/** A day of impact; `points` of it, or as many as the service would ask for. */
function measured(points: number): ToDescribe {
  const window = {
    startMs: Date.parse('2026-01-31T00:00:00.000Z'),
    endMs: Date.parse('2026-02-01T08:00:00.000Z'),
  };
  const lengthMs = (window.endMs - window.startMs) * 1.5;
  const firstMs = window.startMs - lengthMs / 6;
  const usualStep = chartStepSeconds('error-ratio', { startMs: firstMs, endMs: firstMs + lengthMs });
  const stepSeconds = points > 0 ? lengthMs / 1_000 / points : usualStep;
  return {
    kind: 'error-ratio',
    subject: 'Uploads',
    window: { start: new Date(window.startMs).toISOString(), end: new Date(window.endMs).toISOString() },
    points: Array.from({ length: Math.floor(lengthMs / 1_000 / stepSeconds) }, (_, n) => ({
      at: new Date(firstMs + n * stepSeconds * 1_000).toISOString(),
      value: 0.05 + 0.04 * Math.sin(n / 30) + 0.01 * Math.sin(n * 7),
    })),
    stepSeconds,
    inPart: false,
    measuredAt: '2026-02-03T00:00:00.000Z',
  };
}

async function peakMegabytes(chart: string): Promise<number> {
  const child = spawn(process.execPath, ['--import', peakMemory, program], {
    env: {},
    stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
  });
  const [stdin, , , kilobytes] = child.stdio;
  stdin?.end(chart);
  return Number(kilobytes instanceof Readable ? await readAll(kilobytes) : Number.NaN) / 1_000;
}
