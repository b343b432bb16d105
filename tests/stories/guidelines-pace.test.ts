import { afterEach, describe, expect, test } from 'vitest';
import { hour, type Judged, minute, second, setJudged, summary, summaryPrompt } from './judged.ts';
import type { Stage } from './stage.ts';

let one: Judged;
let stage: Stage;
afterEach(async () => {
  stage.gitlab.assertNothingUnforeseen();
  await stage.close();
});

async function begin(options: Parameters<typeof setJudged>[0] = {}): Promise<void> {
  one = await setJudged(options);
  stage = one.stage;
}
const dora = () => stage.gitlab.as('dora');
const alice = () => stage.gitlab.as('alice');
const descriptions = () => one.requests('PUT').filter(({ path }) => /\/issues\/\d+$/.test(path));
const notes = () =>
  one
    .requests('PUT')
    .concat(one.requests('POST'))
    .filter(({ path }) => /\/notes(\/\d+)?$/.test(path));

/** In real time, where a machine is busy. */
const long = 120_000;

describe('a burst of two hundred edits', () => {
  test.each([0.25, 1, 3, 6])(
    'one every %d s: at most one write of the text and one of the comment',
    async (pace) => {
      await begin();
      stage.gitlab.forgetRequests();
      for (let count = 0; count < 200; count += 1) {
        const words = `runner${'.'.repeat(count % 3)} for two hours`;
        if (count === 0) one.edit(summaryPrompt, summary);
        else one.edit(/runner\.* for two hours/, words);
        stage.clock.advance(pace * second);
        // Webhooks arrive at least once a second.
        if (count % Math.ceil(1 / pace) === 0) await stage.calm();
      }
      await one.settled();
      expect(descriptions().length).toBeLessThanOrEqual(1);
      expect(notes().length).toBeLessThanOrEqual(1);
      expect(one.comments()).toHaveLength(1);
    },
    long,
  );

  test(
    'of three people, with comments and labels among them',
    async () => {
      await begin();
      stage.gitlab.forgetRequests();
      const people = ['alice', 'carol', 'bob'] as const;
      for (let count = 0; count < 200; count += 1) {
        const person = stage.gitlab.as(people[count % 3] ?? 'alice');
        const act = count % 5;
        if (act === 0) person.comment(one.at(), `What of ${count}?`);
        else if (act === 1) person.addLabels(one.at(), [`seen-${count % 7}`]);
        else if (act === 2) person.removeLabels(one.at(), [`seen-${(count + 3) % 7}`]);
        else if (count === 3) one.summarise();
        else
          person.editDescription(
            one.at(),
            one.text().replace(/runner\.* for two hours/, `runner${'.'.repeat(count % 3)} for two hours`),
          );
        await stage.after(([0.25, 1, 3, 6, 2][count % 5] ?? 0) * second);
      }
      await one.settled();
      expect(descriptions().length).toBeLessThanOrEqual(1);
      expect(notes().length).toBeLessThanOrEqual(1);
      expect(one.box('summary')).toBe('x');
      expect(one.comments()).toHaveLength(1);
    },
    long,
  );
});

describe('what is told late', () => {
  test('of a moment that was judged already is judged as well', async () => {
    await begin();
    dora().setTitle(one.incident, 'Runners');
    await stage.calm();
    stage.gitlab.faults.nextWebhook({ kind: 'unanswered' });
    stage.clock.advance(1);
    dora().setTitle(one.incident, 'Runner verification answers 500');
    const late = stage.gitlab.deliveries.at(-1);
    if (!late) throw new Error('nobody was told');
    await one.settled();
    expect(one.box('title')).toBe(' ');
    await stage.gitlab.redeliver(late);
    await one.settled();
    expect(one.box('title')).toBe('x');
  });
});

describe('one evaluation costs', () => {
  /** Requests of one evaluation and of what it says, as `GET issues/2`, in order. */
  async function cost(): Promise<{ reads: string[]; writes: string[] }> {
    await stage.calm();
    stage.gitlab.forgetRequests();
    await stage.after(8 * second);
    const asked = stage.gitlab.requests.map(
      ({ method, path }) => `${method} ${path.replace(/^.*\/projects\/\d+\//, '')}`,
    );
    return {
      reads: asked.filter((request) => request.startsWith('GET')),
      writes: asked.filter((request) => !request.startsWith('GET')),
    };
  }
  const judging = [expect.stringMatching(/^GET issues\/1\/links/), expect.stringMatching(/^GET issues\/2$/)];
  /** The comment: the incident, which may have turned confidential, and what stands there. */
  const comment = ['GET issues/1', expect.stringMatching(/^GET issues\/2\/notes\/\d+$/)];

  test('the first time two reads, and the comment two and a write', async () => {
    await begin({ isJudged: false });
    const { reads, writes } = await cost();
    expect(reads).toEqual([...judging, 'GET issues/1', 'GET issues/2/notes']);
    expect(writes).toEqual(['POST issues/2/notes']);
  });

  test('with a box to set two reads and one write, and the comment two and a write', async () => {
    await begin();
    one.summarise();
    const { reads, writes } = await cost();
    expect(reads).toEqual([...judging, ...comment]);
    expect(writes).toEqual(['PUT issues/2', expect.stringMatching(/^PUT issues\/2\/notes\/\d+$/)]);
  });

  test('with nothing to say two reads', async () => {
    await begin();
    alice().addLabels(one.at(), ['seen']);
    expect(await cost()).toEqual({ reads: judging, writes: [] });
  });

  test('after a comment two reads, and the comment two and a write', async () => {
    await begin();
    alice().comment(one.at(), 'What of the backups?');
    const { reads, writes } = await cost();
    expect(reads).toEqual([...judging, ...comment]);
    expect(writes).toEqual([expect.stringMatching(/^PUT issues\/2\/notes\/\d+$/)]);
  });

  test('after the comment was taken over two reads', async () => {
    await begin();
    alice().editComment(one.comments()[0]?.id ?? 0, 'Mine.');
    await stage.after(minute);
    alice().comment(one.at(), 'What of the backups?');
    expect(await cost()).toEqual({ reads: judging, writes: [] });
  });

  test('of a closed review the same, and the closing note a look and a write', async () => {
    await begin();
    stage.gitlab.forgetRequests();
    alice().close(one.at());
    const before = stage.gitlab.requests.length;
    await stage.calm();
    const asked = stage.gitlab.requests.slice(before).map(({ method }) => method);
    expect(asked.filter((method) => method === 'GET').length).toBe(2 + 2 + 1);
    expect(asked.filter((method) => method !== 'GET').length).toBe(1 + 1 + 1);
  });

  test('nothing while nothing changes', async () => {
    await begin();
    await stage.after(minute);
    stage.gitlab.forgetRequests();
    await stage.after(hour);
    expect(stage.gitlab.requests).toEqual([]);
  });
});
