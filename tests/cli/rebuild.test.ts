import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problems.ts';
import type { RebuildReport, RebuildWish } from '../../src/flows/rebuild.ts';
import { runIn } from './world.ts';

const meanwhile = {
  at: '2026-05-28T06:12:00.000Z',
  outcome: 'done' as const,
  projects: [{ path: 'acme/production', from: '2026-05-20T05:52:00.000Z', changed: 3 }],
  opening: [],
  adopted: [],
  withoutSeverity: [],
  reviewsChanged: 0,
  takenUp: 0,
  fetched: 0,
  problems: [],
};
const done: RebuildReport = {
  at: '2026-05-28T06:12:00.000Z',
  outcome: 'done',
  rebuilt: { open: 2, closed: 1, known: 0 },
  waived: 1,
  leftAlone: [],
  duplicates: [],
  unread: [],
  lookedBackTo: '2026-05-20T06:02:00.000Z',
  meanwhile,
  problems: [],
};

async function run(report: RebuildReport | Problem, ...words: string[]) {
  const wishes: RebuildWish[] = [];
  const ended = await runIn(
    {
      rebuild: async (wish) => {
        wishes.push(wish);
        if (report instanceof Problem) throw report;
        return { report, waiting: 0 };
      },
    },
    ['rebuild', ...words],
  );
  return { ...ended, wishes };
}

describe('rebuild on the command line', () => {
  it('says what it brought back, and from when on it looked for what happened meanwhile', async () => {
    const { code, printed, wishes } = await run(done);
    expect(code).toBe(0);
    expect(wishes).toEqual([{ since: null, mostReviews: 20 }]);
    expect(printed.split('\n')).toEqual([
      '3 reviews rebuilt: 2 open, 1 closed',
      '1 incident waived',
      '',
      'Meanwhile, since 2026-05-20T06:02:00.000Z:',
      'acme/production: 3 incidents changed since 2026-05-20T05:52:00.000Z',
    ]);
  });

  it('names what needs a person, without the titles of what is confidential', async () => {
    const { code, printed } = await run({
      ...done,
      leftAlone: [{ reference: 'acme/production#3', title: null, url: '', because: 'a person deleted it' }],
      duplicates: [{ review: 'acme/production#9', keeps: 'acme/production#8' }],
      unread: [{ review: 'acme/production#7', because: 'its incident is gone, or hidden from us' }],
    });
    expect(code).toBe(0);
    expect(printed).toContain(
      '1 incident without a review, left alone:\n  acme/production#3  (confidential): a',
    );
    expect(printed).toContain(
      'acme/production#9 is one review too many: its incident keeps acme/production#8',
    );
    expect(printed).toContain('acme/production#7 is not complete: its incident is gone');
  });

  it('says how to move a database away that is not empty', async () => {
    const { code, printed } = await run({ ...done, outcome: 'not-empty', meanwhile: null });
    expect(code).toBe(1);
    expect(printed).toContain('nothing was done');
    expect(printed).toContain('-wal');
    expect(printed).toContain('DATABASE_URL');
  });

  it('says what could not be read, and that it goes on when it is called again', async () => {
    const { code, printed } = await run({
      ...done,
      outcome: 'failed',
      meanwhile: null,
      problems: [{ about: 'review acme/production#5', problem: 'gitlab-timeout', detail: 'too slow' }],
    });
    expect(code).toBe(1);
    expect(printed).toContain('could not read review acme/production#5: too slow');
    expect(printed).toContain('call "rebuild" again');
  });

  it('needs a word for more than twenty reviews, and reads a moment', async () => {
    const refused = await run({
      ...done,
      outcome: 'refused',
      meanwhile: { ...meanwhile, outcome: 'refused' },
    });
    expect(refused.code).toBe(1);
    expect(refused.printed).toContain('need --yes');
    const { wishes } = await run(done, '--since', '2026-01-31', '--yes');
    expect(wishes).toEqual([{ since: '2026-01-31T00:00:00.000Z', mostReviews: null }]);
    expect((await run(done, '--since', 'yesterday')).code).toBe(2);
  });

  it('prints one document with --json, and one line when GitLab is away', async () => {
    const { printed } = await run(done, '--json');
    expect(JSON.parse(printed)).toEqual({ report: done, waiting: 0 });
    const away = await run(new Problem('gitlab-unreachable', 'no route'));
    expect(away).toMatchObject({ code: 1, printed: '' });
    expect(away.complained).toContain('The database could not be rebuilt: gitlab-unreachable');
  });
});
