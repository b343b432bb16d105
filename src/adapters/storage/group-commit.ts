import { setImmediate as nextTurn } from 'node:timers/promises';

type Options<Tx, Item, Result> = {
  /** Runs its argument in one transaction; resolves once that is durable, and leaves no trace when it throws. */
  transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
  /** Stores many items at once; answers for each, in their order. */
  insertMany(tx: Tx, items: Item[]): Promise<Result[]>;
  /** What an item weighs towards `maxWeight`. */
  weigh(item: Item): number;
  /** Whether nobody answered, so that whatever is tried next would only wait as long again. */
  isSilent(error: unknown): boolean;
  /** Bounds of one transaction, and with it of how long it holds up everything else. */
  maxWrites: number;
  maxWeight: number;
};

export type GroupCommit<Tx, Item, Result> = {
  /** Stores one item, together with all others that are asked for meanwhile. Resolves when it is durable. */
  insert(item: Item): Promise<Result>;
  /** Runs a job inside the shared transaction. Resolves when it is durable. A job may run twice, see below. */
  write<T>(job: (tx: Tx) => Promise<T>): Promise<T>;
  /** Waits for all that was asked for; refuses what comes later with `refusal`. */
  close(refusal: Error): Promise<void>;
};

/** `run` hands back what tells its caller, for after the commit. */
type Write<Tx, Item, Result> = { reject: (error: unknown) => void } & (
  | { kind: 'item'; item: Item; resolve: (result: Result) => void }
  | { kind: 'job'; run: (tx: Tx) => Promise<() => void> }
);

/**
 * One queue for everything that writes. What is asked for in one turn of the event loop shares one
 * transaction, and so one wait for the disk: fifty webhooks that arrive together cost as much as one.
 *
 * When the shared transaction fails, each write is tried again in a transaction of its own, so that a bad
 * one harms only itself. Jobs must therefore keep their effects in the transaction.
 */
export function openGroupCommit<Tx, Item, Result>(
  options: Options<Tx, Item, Result>,
): GroupCommit<Tx, Item, Result> {
  const queue: Write<Tx, Item, Result>[] = [];
  let working: Promise<void> | null = null;
  let refusal: Error | null = null;

  function enqueue(write: Write<Tx, Item, Result>): void {
    if (refusal !== null) {
      write.reject(refusal);
      return;
    }
    queue.push(write);
    working ??= work();
  }

  async function work(): Promise<void> {
    while (queue.length > 0) {
      // Lets the requests of this turn join, and requests in between two transactions be heard.
      await nextTurn();
      const silence = await commitTogether(takeBatch(queue, options), options);
      // Each would wait for as long as these did, one batch after the other.
      if (silence !== null) for (const write of queue.splice(0)) write.reject(silence);
    }
    working = null;
  }

  return {
    insert: (item) => new Promise((resolve, reject) => enqueue({ kind: 'item', item, resolve, reject })),
    write: <T>(job: (tx: Tx) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        const run = async (tx: Tx) => {
          const result = await job(tx);
          return () => resolve(result);
        };
        enqueue({ kind: 'job', run, reject });
      }),
    close: async (error) => {
      refusal = error;
      await working;
    },
  };
}

function takeBatch<Tx, Item, Result>(
  queue: Write<Tx, Item, Result>[],
  { weigh, maxWrites, maxWeight }: Options<Tx, Item, Result>,
): Write<Tx, Item, Result>[] {
  let weight = 0;
  const tooMany = queue.findIndex((write, index) => {
    weight += write.kind === 'item' ? weigh(write.item) : 0;
    return index > 0 && (index >= maxWrites || weight > maxWeight);
  });
  return queue.splice(0, tooMany === -1 ? queue.length : tooMany);
}

/** Settles every write of the batch; never rejects. Returns what failed where nobody answered. */
async function commitTogether<Tx, Item, Result>(
  batch: Write<Tx, Item, Result>[],
  options: Options<Tx, Item, Result>,
): Promise<unknown> {
  let begun = false;
  try {
    const answers = await options.transaction((tx) => {
      begun = true;
      return runAll(tx, batch, options);
    });
    for (const answer of answers) answer();
    return null;
  } catch (error) {
    const isSilent = options.isSilent(error);
    if (!isSilent && begun && batch.length > 1) return await commitEachAlone(batch, options);
    for (const write of batch) write.reject(error);
    return isSilent ? error : null;
  }
}

async function commitEachAlone<Tx, Item, Result>(
  batch: Write<Tx, Item, Result>[],
  options: Options<Tx, Item, Result>,
): Promise<unknown> {
  for (const [index, write] of batch.entries()) {
    await nextTurn();
    const silence = await commitTogether([write], options);
    if (silence === null) continue;
    for (const left of batch.slice(index + 1)) left.reject(silence);
    return silence;
  }
  return null;
}

async function runAll<Tx, Item, Result>(
  tx: Tx,
  batch: Write<Tx, Item, Result>[],
  { insertMany }: Options<Tx, Item, Result>,
): Promise<(() => void)[]> {
  const answers: (() => void)[] = [];
  const inserts = batch.filter((write) => write.kind === 'item');
  if (inserts.length > 0) {
    const results = await insertMany(
      tx,
      inserts.map((write) => write.item),
    );
    inserts.forEach((write, index) => {
      const result = results[index];
      if (result === undefined) throw new Error('insertMany answered for fewer items than it was given');
      answers.push(() => write.resolve(result));
    });
  }
  for (const write of batch) if (write.kind === 'job') answers.push(await write.run(tx));
  return answers;
}
