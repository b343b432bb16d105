import type { ProjectFacts, UserFacts } from '../facts.ts';
import type { Policy } from '../policy.ts';
import type { ChannelFacts, SlackUser } from '../slack-facts.ts';
import type { Day, Instant } from '../words.ts';
import type { Answer } from './check.ts';
import type { MetricsState } from './metrics.ts';

/** A webhook of a project as its settings show it. `null`: this GitLab does not say. */
export type HookFacts = {
  id: number;
  url: string;
  issues: boolean;
  confidentialIssues: boolean;
  notes: boolean;
  confidentialNotes: boolean;
  tokenSet: boolean | null;
  signingTokenSet: boolean | null;
  status: 'executable' | 'temporarily_disabled' | 'disabled' | null;
  disabledUntil: string | null;
  customTemplate: boolean | null;
};

/** The token and the user behind it. */
export type TokenFacts = {
  identity: { id: number; username: string };
  scopes: string[];
  expiresOn: Day | null;
  active: boolean;
};

/** GitLab's levels: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner; 0 no member. */
export type AccessLevel = number;

/** A configured project. What depends on an earlier answer is null where that answer did not come. */
export type ProjectState = {
  /** As configured: a path or an id. */
  name: string;
  holds: ('incidents' | 'reviews')[];
  project: Answer<ProjectFacts>;
  access: Answer<AccessLevel> | null;
  /** null also where our role is too low to see them. */
  hooks: Answer<HookFacts[]> | null;
  /** Ids of everybody with access; asked for projects that hold reviews. */
  members: Answer<Set<number>> | null;
};

/** A template that the policy names. `inProject` null: one of our own. */
export type TemplateState = { template: string; inProject: string | null; exists: Answer<boolean> };

/** What an incoming delivery has to prove itself with. */
export type WebhookExpectation = {
  /** Where GitLab reaches us; null: not configured. */
  publicUrl: string | null;
  secretsSet: { token: boolean; signing: boolean };
};

/** What GitLab was asked. Everything but the first two is null when GitLab or the token failed at those. */
export type GitLabState = {
  url: string;
  version: Answer<string>;
  token: Answer<TokenFacts> | null;
  rest: {
    clockSkewMs: Answer<number>;
    projects: ProjectState[];
    /** By lower-case username; null: nobody is called so. */
    users: Map<string, Answer<UserFacts | null>>;
    templates: TemplateState[];
  } | null;
};

/** The bot token and whose it is. `scopes` null: this Slack does not say. */
export type SlackIdentity = { team: string; botUser: string; scopes: string[] | null };

/** What Slack was asked. */
export type SlackState = {
  delivery: 'http' | 'socket';
  /** What the code needs, and what it can do without. */
  scopes: { required: readonly string[]; optional: readonly string[] };
  identity: Answer<SlackIdentity>;
  /** Whether Slack would let us connect; null: asked in Socket Mode alone, and where Slack can be reached. */
  socket: Answer<null> | null;
  /** null where the token failed already. */
  rest: {
    clockSkewMs: Answer<number>;
    channels: Answer<ChannelFacts[]>;
    /** Of everybody for whom the configuration has a member id or an e-mail, by lower-case GitLab username. */
    members: Map<string, Answer<SlackUser | null>>;
  } | null;
};

/** Everything that `doctor` has found out. null: it could not be asked, since the configuration is wrong. */
export type DoctorFacts = {
  now: Instant;
  mistakes: { text: string; mend: string | null }[];
  database: Answer<null> | null;
  gitlab: GitLabState | null;
  slack: SlackState | 'off' | null;
  metrics: MetricsState | 'off' | null;
  policy: Pick<Policy, 'services' | 'people' | 'slack'> | null;
  webhooks: WebhookExpectation | null;
};
