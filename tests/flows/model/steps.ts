/** The process is gone: nothing that it asks for from now on ever happens. */
export class Killed extends Error {}

/** What becomes of a process at its n-th step: just before, or just after, something that it asks for. */
export type Fate = { step: number; how: 'is killed' | 'stands still' };

export type Life = {
  /** Throws `Killed` when the process is gone; waits while it stands still. */
  step(): Promise<void>;
  /** Resolves when the process comes to stand still. */
  stands: Promise<void>;
  goOn(): void;
};

export function lifeOf(fate: Fate | null, onKilled: () => Promise<void>): Life {
  const stands = Promise.withResolvers<void>();
  const goesOn = Promise.withResolvers<void>();
  let steps = 0;
  let dead = false;
  return {
    step: async () => {
      if (dead) throw new Killed();
      steps += 1;
      if (steps !== fate?.step) return;
      if (fate.how === 'stands still') {
        stands.resolve();
        await goesOn.promise;
        return;
      }
      dead = true;
      await onKilled();
      throw new Killed();
    },
    stands: stands.promise,
    goOn: goesOn.resolve,
  };
}

/** Each call with a step before it, and another between its effect and its answer. */
export function withSteps<Target extends object>(target: Target, { step }: Life): Target {
  return new Proxy(target, {
    get:
      (_, name) =>
      async (...told: unknown[]) => {
        await step();
        const call: unknown = Reflect.get(target, name);
        if (typeof call !== 'function') throw new Error(`${String(name)} is no call`);
        const answer: unknown = await call(...told);
        await step();
        return answer;
      },
  });
}

/** Whatever stands in the place of `current()` at the moment of a call. */
export function always<Target extends object>(current: () => Target): Target {
  return new Proxy(current(), { get: (_, name): unknown => Reflect.get(current(), name) });
}
