import { has, type SINCE } from '../settings.ts';
import { ApiError } from './errors.ts';
import type { Caller } from './route.ts';

/** An older GitLab has no such address. */
export function requireFeature({ world }: Pick<Caller, 'world'>, feature: keyof typeof SINCE): void {
  if (!has(world.settings, feature)) throw new ApiError(404, { error: '404 Not Found' });
}
