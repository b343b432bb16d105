import { createHmac, randomBytes } from 'node:crypto';
import type { Storage } from '../../ports/storage.ts';

export const eventType = 'incident_review';

/** What lets us see a message again. */
export type Mark = (key: string) => { event_type: string; event_payload: { key: string } };

/**
 * Everybody in the workspace can read metadata, and keys are made of ids: without the secret nobody can tell
 * which incident a message is about.
 */
export function markWith(secret: string): Mark {
  return (key) => ({
    event_type: eventType,
    event_payload: { key: createHmac('sha256', secret).update(key).digest('hex').slice(0, 32) },
  });
}

/**
 * The secret of the marks, made once. It lives as long as the ledger of what was sent: a token is renewed just when
 * a restart leaves messages of unknown outcome, which have to be found by the marks that they got before.
 */
export function ensureMarkSecret(storage: Pick<Storage, 'ensureFact'>): Promise<string> {
  return storage.ensureFact('slack-mark-secret', randomBytes(32).toString('base64url'));
}
