/** What Slack tells, of whatever kind, as Bolt takes it. */
export type Told = Record<string, unknown>;

/**
 * Reads a body: JSON, or a form, or JSON in the field `payload` of a form. The body itself shows which; the
 * content type is not signed, and some senders add a charset to it. null: none of these.
 */
export function readTold(body: string): Told | null {
  if (body.trimStart().startsWith('{')) return readObject(body);
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  if (payload !== null) return readObject(payload);
  return form.size === 0 ? null : Object.fromEntries(form);
}

/** Some hundred bytes: a field or two beside the old verification token. */
const longestCertificateCheck = 1_000;

/**
 * Slack asks now and then whether our certificate is good, and signs nothing then: it is told no more than
 * that. Nothing that is not signed is taken apart if it is long: reading a form takes time that grows with
 * the square of its fields.
 */
export function isCertificateCheck(body: string): boolean {
  if (body.length > longestCertificateCheck || body.trimStart().startsWith('{')) return false;
  return new URLSearchParams(body).get('ssl_check') === '1';
}

/** What Slack wants to hear when it is told of our address: its own word. null: it tells something else. */
export function challengeIn({ type, challenge }: Told): string | null {
  return type === 'url_verification' && typeof challenge === 'string' ? challenge : null;
}

/** The key of what came in: an event has its own however it comes, anything else that of its envelope. */
export function keyOf({ type, event_id }: Told, envelope: string): string {
  return type === 'event_callback' && typeof event_id === 'string' ? `slack-event:${event_id}` : envelope;
}

/** For the log: what it is, and nothing of what is in it. */
export function kindOf({ type, command, event }: Told): Record<string, string> {
  if (typeof command === 'string') return { kind: 'command', command };
  const name = isRecord(event) && typeof event.type === 'string' ? { event: event.type } : {};
  return { kind: typeof type === 'string' ? type : 'unknown', ...name };
}

export function isRecord(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readObject(text: string): Told | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
