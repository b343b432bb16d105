import { reconcileWhenDue } from './flows/reconcile/when-due.ts';
import { asUsual, type ReconcileParts, reconcile } from './flows/reconcile.ts';
import type { SharedWork } from './ports/shared-work.ts';
import { startTicker, type Ticker } from './ticker.ts';

export type ChoreParts = {
  /** null: nobody else works on this database. */
  shared: SharedWork | null;
  reconcile: ReconcileParts;
  /** How long the bodies of deliveries are kept. */
  retentionMs: number;
  /** What is old is not to be told while the clock jumps. */
  isClockSteady: () => boolean;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * What has to be done now and then, by one process: by our own clock where there is no other, else by that of the
 * database, which asks one of them each time. Returns what has to be stopped.
 */
export async function startChores(parts: ChoreParts): Promise<Ticker[]> {
  if (parts.shared === null) return startAlone(parts);
  await startShared(parts, parts.shared);
  return [];
}

function startAlone(parts: ChoreParts): Ticker[] {
  const { log } = parts.reconcile.deps;
  const forgetWhenSteady = async (): Promise<number> => {
    if (!parts.isClockSteady()) return 10 * minuteMs;
    await forgetOld(parts);
    return hourMs;
  };
  return [
    startTicker('reconcile', reconcileWhenDue(parts.reconcile), log),
    startTicker('retention', forgetWhenSteady, log),
  ];
}

async function startShared(parts: ChoreParts, shared: SharedWork): Promise<void> {
  await shared.onSchedule('reconcile', '*/10 * * * *', async () => {
    const { outcome } = await reconcile(asUsual, parts.reconcile);
    return outcome === 'done' ? 'done' : 'again-soon';
  });
  await shared.onSchedule('retention', '17 * * * *', async () => {
    if (!parts.isClockSteady()) return 'again-soon';
    await forgetOld(parts);
    return 'done';
  });
}

async function forgetOld({ retentionMs, reconcile: { deps } }: ChoreParts): Promise<void> {
  const { storage, clock, log } = deps;
  const ago = (ms: number): string => new Date(Date.parse(clock.now()) - ms).toISOString();
  const forgotten = await storage.forgetDeliveryBodies(ago(retentionMs));
  if (forgotten > 0) log.info({ forgotten }, 'bodies of old deliveries were deleted');
  // As long as GitLab may tell of them, or be asked to tell once more.
  await storage.forgetTextWrites(ago(retentionMs));
  // Slack signs for five minutes, and sends an event again within the hour.
  await storage.forgetSeen(ago(dayMs));
}
