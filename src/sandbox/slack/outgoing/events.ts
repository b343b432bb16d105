import { newId } from '../ids.ts';
import type { App } from '../state.ts';
import type { World } from '../world.ts';
import type { Deliveries } from './deliver.ts';

/** An event, and what lets the app hear of it. */
type Told = {
  /** Its name among the subscriptions: `message.channels` for what arrives as `message`. */
  subscription: string;
  /** null: every app may hear it. */
  scope: string | null;
  event: { type: string } & Record<string, unknown>;
};

/** Tells the app what happened, if it subscribed and has the scope. */
export function tell(world: World, deliveries: Deliveries, { subscription, scope, event }: Told): void {
  const { app } = world.db;
  if (app === null || app.revoked || !app.events.includes(subscription)) return;
  if (scope !== null && !app.scopes.includes(scope)) return;
  const eventTs = event.event_ts ?? world.nextTs();
  deliveries.tell(envelope(world, app, { ...event, event_ts: eventTs }));
}

/** When an app says where it listens, Slack makes sure that somebody does. */
export function checkUrl(world: World, deliveries: Deliveries): void {
  const { app } = world.db;
  if (app === null || app.requestUrl === null || app.events.length === 0) return;
  deliveries.check({ type: 'url_verification', token: legacyToken(app), challenge: world.random.hex(52) });
}

function envelope(world: World, app: App, event: Record<string, unknown>): Record<string, unknown> {
  const { id } = world.db.team;
  return {
    token: legacyToken(app),
    team_id: id,
    context_team_id: id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: newId(world.random, 'Ev'),
    event_time: Math.floor(world.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: id, user_id: app.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${world.random.hex(40)}`,
  };
}

/** The verification token that signatures replaced. Slack still sends it. */
export function legacyToken(app: App): string {
  return `legacy-${app.id}`;
}
