const none =
  /(?:^|[.!?:;]\s|[-–—]\s)\W{0,5}(?:none|nothing|not? (?:further |more |additional |new |other )?(?:corrective )?(?:actions?|issues?|follow[- ]ups?))\b(?: (?:is|are|was|were|has been|have been|will be|seems?|to be))?(?: (?:needed|required|necessary|planned|taken|done|wanted))?/i;
const because =
  /^\W{0,5}(?:here |at all |now |for now )?(?:because|since|as|due to|given|[:;,–—-])\W*(.*)$/is;
const later = /^(?:yet|to be|so far|still|until|for now|will|we(?:'ll| will)|later|pending)\b/i;

/** A reason has three words at least. */
const fewest = 3;

/** Whether some words say that no corrective action is needed, and why; what stands beside does not matter. */
export function saysNoneNeeded(said: string[]): 'none-with-reason' | 'none' | null {
  let found: 'none' | null = null;
  for (const words of said) {
    const claim = none.exec(words);
    if (claim === null) continue;
    found = 'none';
    const [, reason = ''] = because.exec(words.slice(claim.index + claim[0].length)) ?? [];
    if (!later.test(reason) && (reason.match(/[\p{L}\p{N}]+/gu) ?? []).length >= fewest)
      return 'none-with-reason';
  }
  return found;
}
