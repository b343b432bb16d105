import { method } from '../http/method.ts';

export const authTest = method({
  name: 'auth.test',
  json: true,
  scopes: [],
  errors: [],
  fields: {},
  answer: ({ world, app, bot }) => ({
    url: `${world.url}/`,
    team: world.db.team.name,
    user: bot.name,
    team_id: world.db.team.id,
    user_id: bot.id,
    bot_id: app.botId,
    is_enterprise_install: false,
  }),
});

/** Socket Mode: an address that is good for one connection. */
export const connectionsOpen = method({
  name: 'apps.connections.open',
  token: 'app',
  scopes: ['connections:write'],
  errors: [],
  fields: {},
  answer: ({ openSocket }) => ({ url: openSocket() }),
});
