import { Refusal } from '../http/refusal.ts';
import type { World } from '../world.ts';

/** How long an app may open something for a person who acted. */
const LIFE_MS = 3_000;

export const TRIGGER_ERRORS = ['exchanged_trigger_id', 'expired_trigger_id', 'invalid_trigger_id'];

/** Proof that a person has just done something; good for one view. */
export function makeTrigger(world: World, user: string): string {
  const madeMs = world.now().getTime();
  const number = (): number => Math.floor(world.random.next() * 1e12);
  const id = `${number()}.${number()}.${world.random.hex(32)}`;
  world.db.triggers.set(id, { user, madeMs, used: false });
  return id;
}

/** The person who acted. */
export function exchangeTrigger(world: World, id: string): string {
  const trigger = world.db.triggers.get(id);
  if (!trigger) throw new Refusal('invalid_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  if (world.now().getTime() - trigger.madeMs > LIFE_MS) throw new Refusal('expired_trigger_id');
  trigger.used = true;
  return trigger.user;
}
