import { startService, type Victim } from './service.ts';
import type { World } from './world.ts';

/** Several processes of the service behind one address; each place is taken by one after the other. */
export type Replicas = {
  victim(place: number): Victim;
  /** After its end: another is started in its place. */
  replace(place: number): void;
  ready(): Promise<void>;
  /** Lets all of them end in peace; with the last lines of each. */
  stop(): Promise<string[]>;
};

export function startReplicas(world: World, count: number): Replicas {
  const targets = new Map<Victim, string>();
  const tell = (): void => world.balancer.setTargets([...targets.values()]);
  const start = (): Victim => {
    const victim = startService(world);
    void victim.ready.then((url) => {
      if (url !== null) targets.set(victim, url);
      tell();
    });
    return victim;
  };
  const victims = Array.from({ length: count }, start);
  const victim = (place: number): Victim => {
    const found = victims[place];
    if (found === undefined) throw new Error(`there is no place ${place}`);
    return found;
  };
  return {
    victim,
    replace: (place) => {
      targets.delete(victim(place));
      victims[place] = start();
      tell();
    },
    ready: async () => void (await Promise.all(victims.map((one) => one.ready))),
    stop: async () => {
      await Promise.all(victims.map((one) => one.kill('SIGTERM')));
      return victims.map((one) => one.said());
    },
  };
}
