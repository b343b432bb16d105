import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { type GroupCommit, openGroupCommit } from '../../../src/adapters/storage/group-commit.ts';

/** A database that is a list of lines; a transaction is a list that is added to it at its end. */
type Lines = string[];

let lines: Lines;
let transactions: Lines[];
let begun: number;
let pause: () => Promise<void>;
let failures: { begin: Error | null; commit: (tx: Lines) => Error | null };
let group: GroupCommit<Lines, string, 'new' | 'known'>;

const silence = new Error('nobody answered');

beforeEach(() => {
  lines = [];
  transactions = [];
  begun = 0;
  pause = nextTurn;
  failures = { begin: null, commit: () => null };
  group = open({});
});

function open(limits: { maxWrites?: number; maxWeight?: number }) {
  return openGroupCommit<Lines, string, 'new' | 'known'>({
    transaction: async (run) => {
      await pause();
      begun += 1;
      if (failures.begin) throw failures.begin;
      const tx: Lines = [];
      const result = await run(tx);
      const failure = failures.commit(tx);
      if (failure) throw failure;
      await pause();
      lines.push(...tx);
      transactions.push(tx);
      return result;
    },
    insertMany: async (tx, items) => {
      if (items.includes('poison')) throw new Error('poison');
      tx.push(`insert ${items.join(' ')}`);
      return items.map((item) => (lines.some((line) => line.includes(item)) ? 'known' : 'new'));
    },
    weigh: (item) => item.length,
    isSilent: (error) => error === silence,
    maxWrites: 100,
    maxWeight: 1_000,
    ...limits,
  });
}

const writing = (line: string) => async (tx: Lines) => {
  tx.push(line);
  await nextTurn();
  return lines.length;
};

describe('a database that does not answer', () => {
  it('is waited for once by all, and not by each in turn', async () => {
    failures.begin = silence;
    const first = [group.insert('a'), group.insert('b'), group.write(writing('c'))];
    pause = async () => {
      // While the first wait, others come.
      later.push(group.insert('d'), group.write(writing('e')));
      pause = nextTurn;
    };
    const later: Promise<unknown>[] = [];
    await Promise.allSettled(first);
    const ended = await Promise.allSettled([...first, ...later]);
    expect(ended.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect(begun).toBe(1);
    failures.begin = null;
    expect(await group.insert('f')).toBe('new');
  });

  it('in the middle of a batch lets nobody of it wait again', async () => {
    failures.commit = () => silence;
    const ended = await Promise.allSettled(['a', 'b', 'c'].map((item) => group.insert(item)));
    expect(ended.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(begun).toBe(1);
  });
});

describe('the group commit', () => {
  it('puts all that is asked for in one turn into one transaction, items in one statement', async () => {
    const answers = await Promise.all([
      group.insert('a'),
      group.write(writing('x')),
      group.insert('b'),
      group.write(writing('y')),
    ]);
    expect(transactions).toEqual([['insert a b', 'x', 'y']]);
    expect(answers).toEqual(['new', 0, 'new', 0]);
  });

  it('answers when it is durable, not before', async () => {
    const seen: number[] = [];
    await Promise.all(['a', 'b'].map((item) => group.insert(item).then(() => seen.push(lines.length))));
    expect(seen).toEqual([1, 1]);
  });

  it('gathers for the next transaction what is asked for during one', async () => {
    let meanwhile: Promise<unknown> = Promise.resolve();
    await group.write(async (tx) => {
      await nextTurn();
      meanwhile = Promise.all([group.insert('b'), group.insert('c')]);
      tx.push('first');
    });
    await meanwhile;
    expect(transactions).toEqual([['first'], ['insert b c']]);
  });

  it('bounds a transaction by the number of writes', async () => {
    group = open({ maxWrites: 3 });
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((item) => group.insert(item)));
    expect(transactions).toEqual([['insert a b c'], ['insert d e f'], ['insert g']]);
  });

  it('bounds a transaction by weight, but takes a heavy one alone', async () => {
    group = open({ maxWeight: 5 });
    await Promise.all(['aa', 'bb', 'cc', 'dddddddd', 'e'].map((item) => group.insert(item)));
    expect(transactions).toEqual([['insert aa bb'], ['insert cc'], ['insert dddddddd'], ['insert e']]);
  });

  it('lets others be heard in between two transactions', async () => {
    // As a database that answers at once, without a turn of the event loop.
    pause = async () => undefined;
    group = open({ maxWrites: 1 });
    const heard = new Set<number>();
    let working = true;
    const listen = async () => {
      for (; working; await nextTurn()) heard.add(transactions.length);
    };
    const listening = listen();
    await Promise.all(['a', 'b', 'c'].map((item) => group.insert(item)));
    working = false;
    await listening;
    expect([...heard]).toEqual(expect.arrayContaining([1, 2]));
  });

  it('does not let one bad write harm the others', async () => {
    const answers = await Promise.allSettled([
      group.insert('a'),
      group.insert('poison'),
      group.write(writing('x')),
      group.write(async (tx) => {
        tx.push('half a job');
        throw new Error('a bug');
      }),
      group.insert('b'),
    ]);
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? 'done' : String(answer.reason)))).toEqual(
      ['done', 'Error: poison', 'done', 'Error: a bug', 'done'],
    );
    expect(transactions).toEqual([['insert a'], ['x'], ['insert b']]);
  });

  it('tries each alone when the commit itself fails', async () => {
    failures.commit = (tx) => (tx.join().includes('big') ? new Error('disk full') : null);
    const answers = await Promise.allSettled(['a', 'big', 'b'].map((item) => group.insert(item)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(lines).toEqual(['insert a', 'insert b']);
  });

  it('tries nothing alone when not even a transaction can begin', async () => {
    failures.begin = new Error('locked');
    const answers = await Promise.allSettled(['a', 'b'].map((item) => group.insert(item)));
    expect(answers).toEqual([
      { status: 'rejected', reason: failures.begin },
      { status: 'rejected', reason: failures.begin },
    ]);
    expect(begun).toBe(1);
    failures.begin = null;
    expect(await group.insert('c')).toBe('new');
  });

  it('finishes what was asked for before it closes, and refuses what comes later', async () => {
    const earlier = group.insert('a');
    const refusal = new Error('closed');
    const closed = group.close(refusal);
    await expect(group.insert('b')).rejects.toBe(refusal);
    await closed;
    expect(lines).toEqual(['insert a']);
    expect(await earlier).toBe('new');
    await expect(group.write(writing('x'))).rejects.toBe(refusal);
    await group.close(refusal);
  });
});
