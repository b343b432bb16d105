import { type Contestant, startExpress, startProbot, startService } from './contestants.ts';
import { putLoad } from './load.ts';
import { median, type Row } from './table.ts';

const rounds = 9;
const secondsEach = 2;
const connections = 50;

/**
 * How many deliveries a second are taken in: verified, on disk and answered by us; only parsed, or only
 * verified, by the peers. Rounds alternate, so that whatever else the machine does hits all alike.
 */
export async function measureIngest(tell: (line: string) => void): Promise<Row[]> {
  const service = await startService();
  const contestants = { service, express: await startExpress(), probot: await startProbot() };
  const rates: Record<keyof typeof contestants, number[]> = { service: [], express: [], probot: [] };
  const drainRates: number[] = [];
  const load = ({ port, requests }: Contestant) =>
    putLoad({ port, requests, connections, seconds: secondsEach, ratePerSecond: null });
  try {
    // Round 0 warms up and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      for (const name of ['service', 'express', 'probot'] as const) {
        const { answered, seconds, busy } = await load(contestants[name]);
        let drained = '';
        if (name === 'service') {
          const endedMs = performance.now();
          await service.drained();
          const drainSeconds = (performance.now() - endedMs) / 1_000;
          drained = `, all worked on ${drainSeconds.toFixed(1)} s later`;
          if (round > 0) drainRates.push(answered / (seconds + drainSeconds));
        }
        const rate = answered / seconds;
        if (round > 0) rates[name].push(rate);
        tell(
          `ingest ${round}/${rounds} ${name}: ${rate.toFixed(0)}/s (generator ${(busy * 100).toFixed(0)} % busy)${drained}`,
        );
      }
    }
  } finally {
    await Promise.all(Object.values(contestants).map((contestant) => contestant.stop()));
  }
  const [ours, express, probot] = [rates.service, rates.express, rates.probot].map(median);
  if (ours === undefined || express === undefined || probot === undefined) throw new Error('No rates');
  return [
    {
      what: 'deliveries taken in per second',
      service: ours,
      express,
      probot,
      digits: 0,
      goals: [
        { text: '≥ 0.75 × Express', met: ours >= 0.75 * express },
        { text: '≥ 1.05 × probot', met: ours >= 1.05 * probot },
      ],
    },
    {
      what: 'deliveries taken in and worked on per second',
      service: median(drainRates),
      express: null,
      probot: null,
      digits: 0,
      goals: [],
    },
  ];
}
