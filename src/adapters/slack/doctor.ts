import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import type { SlackDoctor } from '../../ports/slack-doctor.ts';
import { type CallerOptions, createCaller } from './call.ts';
import { channelCalls } from './channels.ts';

/** The client puts the header `x-oauth-scopes` there. */
const Identity = z.object({
  team: z.string(),
  user: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});
const Address = z.object({ url: z.string() });
const Anything = z.object({});

export type DoctorOptions = Omit<CallerOptions, 'token' | 'metrics'> & {
  botToken: string;
  /** null: Slack reaches us by HTTP. */
  appToken: string | null;
  /** In milliseconds, by our clock. */
  now: () => number;
};

export function slackDoctor({ botToken, appToken, now, ...options }: DoctorOptions): SlackDoctor {
  const call = createCaller({ ...options, token: botToken });
  return {
    async whoAmI() {
      const { team, user, response_metadata } = await call('auth.test', {}, Identity);
      return { team, botUser: user, scopes: response_metadata?.scopes ?? null };
    },

    async socketWorks() {
      if (appToken === null) throw new Error('Socket Mode was asked for without an app token');
      await createCaller({ ...options, token: appToken })('apps.connections.open', {}, Address);
    },

    channels: async () => (await channelCalls(call, now).list(Number.POSITIVE_INFINITY)).channels,

    /** The header counts whole seconds, so half of one is added: right to about a second. */
    async clockSkewMs() {
      let skewMs = Number.NaN;
      const ask = options.fetch ?? fetch;
      const timing: typeof fetch = async (input, init) => {
        const sentAtMs = now();
        const response = await ask(input, init);
        skewMs = Date.parse(response.headers.get('date') ?? '') + 500 - (sentAtMs + now()) / 2;
        return response;
      };
      await createCaller({ ...options, token: botToken, fetch: timing })('auth.test', {}, Anything);
      if (Number.isNaN(skewMs)) throw new Problem('slack-unreadable', 'Slack’s answer has no date');
      return Math.round(skewMs);
    },
  };
}
