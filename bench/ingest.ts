import { type Contestant, startExpress, startProbot, startService } from './contestants.ts';
import { putLoad } from './load.ts';
import { median, type Row } from './table.ts';

const rounds = 9;
const secondsEach = 2;
const connections = 50;

/**
 * How many deliveries a second are taken in: verified, on disk and answered by us; only parsed, or only
 * verified, by the peers. Rounds alternate, so that whatever else the machine does hits all alike. What
 * we have taken in is worked on at the same time, in our rounds alone: who is not measured stands still.
 */
export async function measureIngest(tell: (line: string) => void): Promise<Row[]> {
  const contestants = [
    { name: 'service', contestant: await startService(), rates: [] as number[] },
    { name: 'Express', contestant: await startExpress(), rates: [] as number[] },
    { name: 'probot', contestant: await startProbot(), rates: [] as number[] },
  ];
  try {
    for (const { contestant } of contestants) contestant.pause();
    // Round 0 warms up and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      for (const { name, contestant, rates } of contestants) {
        const { rate, busy } = await measureOnce(contestant);
        if (round > 0) rates.push(rate);
        const generator = `generator ${(busy * 100).toFixed(0)} % busy`;
        tell(`ingest ${round}/${rounds} ${name}: ${rate.toFixed(0)}/s (${generator})`);
      }
    }
  } finally {
    await Promise.all(contestants.map(({ contestant }) => contestant.stop()));
  }
  const [service = Number.NaN, express = Number.NaN, probot = Number.NaN] = contestants.map(({ rates }) =>
    median(rates),
  );
  return [
    {
      what: 'deliveries taken in per second',
      service,
      peers: { express, probot },
      digits: 0,
      goals: [
        { text: '≥ 0.75 × Express', met: service >= 0.75 * express },
        { text: '≥ 1.05 × probot', met: service >= 1.05 * probot },
      ],
    },
  ];
}

async function measureOnce(contestant: Contestant): Promise<{ rate: number; busy: number }> {
  const { port, requests } = contestant;
  contestant.resume();
  try {
    const load = { port, requests, connections, seconds: secondsEach, ratePerSecond: null };
    const { answered, seconds, busy } = await putLoad(load);
    return { rate: answered / seconds, busy };
  } finally {
    contestant.pause();
  }
}
