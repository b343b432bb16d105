import { createHmac } from 'node:crypto';
import type { Instant } from '../../src/domain/words.ts';

/** A request as Slack makes it. `at`: by whose clock; the signature covers the body byte by byte. */
export function signedBySlack(options: {
  secret: string;
  at: Instant;
  body: string;
  contentType?: string;
}): RequestInit & { headers: Record<string, string> } {
  const { secret, at, body, contentType = 'application/x-www-form-urlencoded' } = options;
  const timestamp = String(Math.floor(Date.parse(at) / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
    body,
  };
}

/** A slash command as a form, with an identity of its own. */
export function commandBody(over: Record<string, string> = {}): string {
  return new URLSearchParams({
    token: 'legacy-and-of-no-use',
    team_id: 'T0TEAM',
    team_domain: 'acme',
    channel_id: 'C0OPS',
    channel_name: 'ops',
    user_id: 'U0MIRA',
    user_name: 'mira',
    command: '/incident-review',
    text: 'help',
    api_app_id: 'A0BOT',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/',
    trigger_id: '13.37.c0ffee',
    ...over,
  }).toString();
}

/** A click, as JSON in a field of a form. */
export function clickBody(over: Record<string, unknown> = {}): string {
  const payload = {
    type: 'block_actions',
    team: { id: 'T0TEAM', domain: 'acme' },
    user: { id: 'U0MIRA', username: 'mira', team_id: 'T0TEAM' },
    api_app_id: 'A0BOT',
    channel: { id: 'C0OPS', name: 'ops' },
    trigger_id: '13.38.c0ffee',
    actions: [
      { type: 'button', action_id: 'open-review', block_id: 'b1', action_ts: '1780000000.000100', value: '' },
    ],
    ...over,
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** An event of the Events API. */
export function eventBody(over: Record<string, unknown> = {}): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: 'T0TEAM',
    api_app_id: 'A0BOT',
    event_id: 'Ev0001',
    event_time: 1_780_000_000,
    event: { type: 'app_home_opened', user: 'U0MIRA', channel: 'D0MIRA', tab: 'home' },
    ...over,
  });
}
