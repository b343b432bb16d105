import type { ClaimedIntent } from '../ports/storage.ts';
import type { Deps } from './deps.ts';

/** Longer than one call may take; a claim that is not renewed comes back after it, because we crashed. */
export const leaseMs = 60_000;

/** Somebody else has claimed the intent meanwhile: this attempt must not write, and has no outcome. */
export class ClaimLost extends Error {}

/** Ensures directly before a write that the claim is still ours, and keeps it for as long as the write may take. */
export async function holdClaim(claimed: ClaimedIntent, { storage, clock }: Deps): Promise<void> {
  if (!(await storage.renewClaim(claimed, clock.now(), leaseMs))) throw new ClaimLost(claimed.key);
}
