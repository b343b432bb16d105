import type { SlackIdentity } from '../domain/doctor/facts.ts';
import type { ChannelFacts } from './slack.ts';

export type { SlackIdentity };

/** What only `doctor` asks of Slack. Failures are `Problem`s. */
export interface SlackDoctor {
  whoAmI(): Promise<SlackIdentity>;
  /** Resolves when Slack would let us connect by Socket Mode. Connects nothing. */
  socketWorks(): Promise<void>;
  /** Every channel that the bot can see, archived ones included. */
  channels(): Promise<ChannelFacts[]>;
  /** Slack's clock minus ours, in milliseconds, from the Date header. */
  clockSkewMs(): Promise<number>;
}
