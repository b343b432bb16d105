import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/index.ts';
import { Problem } from '../../src/domain/problems.ts';
import type { Mention, Report, Wish } from '../../src/flows/reconcile.ts';
import { runIn } from './world.ts';

const calm: Report = {
  at: '2026-05-28T06:12:00.000Z',
  outcome: 'done',
  projects: [{ path: 'acme/production', from: '2026-05-28T05:52:00.000Z', changed: 0 }],
  opening: [],
  adopted: [],
  withoutSeverity: [],
  reviewsChanged: 0,
  takenUp: 0,
  fetched: 0,
  problems: [],
};
const incident = (iid: number, title: string | null = `Incident ${iid}`): Mention => ({
  reference: `acme/production#${iid}`,
  title,
  url: `https://gitlab.example.com/acme/production/-/issues/${iid}`,
  because: 'closed with severity 2',
});

async function run(report: Report | Problem, ...words: string[]) {
  const wishes: Wish[] = [];
  const ended = await runIn(
    {
      reconcile: async (wish) => {
        wishes.push(wish);
        if (report instanceof Problem) throw report;
        return { report, waiting: 0 };
      },
    },
    ['reconcile', ...words],
  );
  return { ...ended, wishes };
}

describe('reconcile on the command line', () => {
  it('is one of the commands', () => {
    expect(commands.map(({ name }) => name)).toContain('reconcile');
  });

  it('asks for what the words say', async () => {
    expect((await run(calm)).wishes).toEqual([{ since: null, adopt: false, mostReviews: 20 }]);
    expect((await run(calm, '--adopt', '--yes')).wishes).toEqual([
      { since: null, adopt: true, mostReviews: null },
    ]);
  });

  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T08:00Z', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T08:00:00+01:00', '2026-01-31T07:00:00.000Z'],
    ['2026-01-31T08:00:00.5Z', '2026-01-31T08:00:00.500Z'],
  ])('reads the moment %s', async (text, since) => {
    expect((await run(calm, '--since', text)).wishes).toMatchObject([{ since }]);
  });

  it.each(['yesterday', '2026-02-30', '2026-13-01', '2026-01-31T08:00:00', '31.01.2026', ''])(
    'refuses the moment %j as wrong use',
    async (text) => {
      const { code, wishes, complained } = await run(calm, '--since', text);
      expect([code, wishes]).toEqual([2, []]);
      expect(complained).toContain('2026-01-31T08:00:00Z');
    },
  );

  it('says what was looked at and what follows', async () => {
    const report: Report = {
      ...calm,
      projects: [
        { path: 'acme/production', from: '2026-05-28T05:52:00.000Z', changed: 3 },
        { path: 'acme/api', from: null, changed: 0 },
      ],
      opening: [incident(1), incident(2, null)],
      adopted: [{ ...incident(3), because: 'a review by hand exists already' }],
      withoutSeverity: [{ ...incident(4), because: 'its severity is unknown' }],
      reviewsChanged: 1,
      takenUp: 2,
      fetched: 1,
    };
    expect(await run(report)).toMatchObject({
      code: 0,
      printed: `acme/production: 3 incidents changed since 2026-05-28T05:52:00.000Z
acme/api: looked at for the first time; what happens from now on counts
2 incidents to be reviewed:
  acme/production#1  Incident 1: closed with severity 2
  acme/production#2  (confidential): closed with severity 2
1 incident taken into care with the review by hand:
  acme/production#3  Incident 3: a review by hand exists already
1 incident without a severity, which decides whether a review is needed:
  acme/production#4  Incident 4: its severity is unknown
1 review followed
2 acts taken up again that had been given up
1 delivery fetched that had not come in`,
    });
  });

  it('ends with 1 when more reviews are needed than go without a word, and says which', async () => {
    const opening = Array.from({ length: 25 }, (_, index) => incident(index + 1));
    const { code, printed } = await run({ ...calm, outcome: 'refused', opening });
    expect(code).toBe(1);
    expect(printed).toContain('25 incidents would get a review:');
    expect(printed).toContain('  acme/production#25  Incident 25');
    expect(printed).toContain('Nothing was done: 25 reviews at once need --yes');
  });

  it('ends with 1 when a part could not be looked at', async () => {
    const problems = [{ about: 'project acme/gone', problem: 'gitlab-not-found' as const, detail: 'gone' }];
    const { code, printed } = await run({ ...calm, outcome: 'failed', problems });
    expect(code).toBe(1);
    expect(printed).toContain('could not look at project acme/gone: gone');
  });

  it('ends with 1 when GitLab does not say who we are', async () => {
    const { code, complained } = await run(new Problem('gitlab-unreachable', 'nobody answers'));
    expect(code).toBe(1);
    expect(complained).toContain('GitLab could not be asked: gitlab-unreachable: nobody answers');
  });

  it('prints one JSON document and nothing else', async () => {
    const { printed } = await run({ ...calm, outcome: 'refused', opening: [incident(1)] }, '--json');
    expect(JSON.parse(printed)).toMatchObject({ report: { outcome: 'refused' }, waiting: 0 });
  });
});
