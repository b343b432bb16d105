import type { Day, Instant, Visibility } from '../../domain/words.ts';

/**
 * What GitLab's database holds, as far as the service can see it: plain records that can be cloned whole,
 * because a lagging replica is simply an older clone (`replica.ts`).
 */

/** GitLab's access levels. `planner` exists since GitLab 17.7. */
export const ACCESS = {
  guest: 10,
  planner: 15,
  reporter: 20,
  developer: 30,
  maintainer: 40,
  owner: 50,
} as const;

export type Role = keyof typeof ACCESS;

export type User = {
  id: number;
  username: string;
  name: string;
  state: 'active' | 'blocked';
  bot: boolean;
  admin: boolean;
};

export type Label = {
  id: number;
  projectId: number;
  name: string;
  color: string;
  description: string | null;
  createdAt: Instant;
};

/** `private`: members alone. */
export type FeatureAccess = 'enabled' | 'private' | 'disabled';

export type Project = {
  id: number;
  path: string;
  /** Paths it had before it was renamed; the API answers them with 301. */
  formerPaths: string[];
  name: string;
  description: string | null;
  visibility: Visibility;
  issuesAccess: FeatureAccess;
  mergeRequestsAccess: FeatureAccess;
  environmentsAccess: FeatureAccess;
  archived: boolean;
  /** Access level by user id. */
  members: Map<number, number>;
  labels: Label[];
  /** Content of `.gitlab/issue_templates/<name>.md` by name. */
  issueTemplates: Map<string, string>;
  lastIid: number;
  lastMergeRequestIid: number;
  lastDeploymentIid: number;
  createdAt: Instant;
};

export type IssueType = 'issue' | 'incident' | 'task' | 'test_case';
export type IncidentSeverity = 'unknown' | 'low' | 'medium' | 'high' | 'critical';
export type EscalationStatus = 'triggered' | 'acknowledged' | 'resolved';

export type Issue = {
  id: number;
  iid: number;
  projectId: number;
  type: IssueType;
  title: string;
  description: string;
  state: 'opened' | 'closed';
  confidential: boolean;
  severity: IncidentSeverity;
  /** Only incidents escalate. */
  escalationStatus: EscalationStatus | null;
  authorId: number;
  assigneeIds: number[];
  labelIds: number[];
  dueDate: Day | null;
  createdAt: Instant;
  updatedAt: Instant;
  updatedById: number | null;
  lastEditedAt: Instant | null;
  lastEditedById: number | null;
  closedAt: Instant | null;
  closedById: number | null;
  movedToId: number | null;
};

export type Note = {
  id: number;
  issueId: number;
  authorId: number;
  body: string;
  system: boolean;
  internal: boolean;
  createdAt: Instant;
  updatedAt: Instant;
};

export type LinkType = 'relates_to' | 'blocks' | 'is_blocked_by';

export type Link = { id: number; sourceId: number; targetId: number; type: LinkType; createdAt: Instant };

export type LabelEvent = {
  id: number;
  issueId: number;
  userId: number;
  labelId: number;
  action: 'add' | 'remove';
  createdAt: Instant;
};

export type StateEvent = {
  id: number;
  issueId: number;
  userId: number;
  state: 'closed' | 'reopened';
  createdAt: Instant;
};

export type TimelineEvent = {
  id: number;
  issueId: number;
  authorId: number;
  note: string;
  action: string;
  occurredAt: Instant;
  createdAt: Instant;
  tags: string[];
};

export type MergeRequest = {
  id: number;
  iid: number;
  projectId: number;
  title: string;
  description: string;
  state: 'opened' | 'merged' | 'closed';
  authorId: number;
  createdAt: Instant;
  updatedAt: Instant;
  mergedAt: Instant | null;
};

export type Deployment = {
  id: number;
  iid: number;
  projectId: number;
  environment: string;
  status: 'running' | 'success' | 'failed';
  userId: number;
  createdAt: Instant;
  updatedAt: Instant;
  /** The end of its job; null: a program made it, without a job. */
  jobFinishedAt: Instant | null;
  /** Merge requests that were first deployed with it. */
  mergeRequestIds: number[];
};

export type Alert = { id: number; issueId: number; title: string; startedAt: Instant };

export type Token = {
  id: number;
  value: string;
  name: string;
  userId: number;
  scopes: string[];
  expiresOn: Day | null;
  revoked: boolean;
  createdAt: Instant;
};

export type Hook = {
  id: number;
  projectId: number;
  url: string;
  name: string;
  token: string | null;
  signingToken: string | null;
  issues: boolean;
  confidentialIssues: boolean;
  notes: boolean;
  confidentialNotes: boolean;
  customTemplate: string | null;
  recentFailures: number;
  backoffs: number;
  disabledUntil: Instant | null;
  disabled: boolean;
  createdAt: Instant;
};

/** A file in a project. Its content stands in GitLab's file store, so no replica is behind with it. */
export type Upload = {
  id: number;
  project: number;
  /** 32 hex digits in its address. */
  secret: string;
  name: string;
  /** As it was sent. */
  type: string;
  content: Buffer;
  /** Username of who sent it. */
  by: string;
  at: Instant;
};

export type Db = {
  users: Map<number, User>;
  projects: Map<number, Project>;
  issues: Map<number, Issue>;
  notes: Note[];
  links: Link[];
  /** Whether a user wants to hear of an issue, by `issue:user`, where they said so. */
  subscriptions: Map<string, boolean>;
  labelEvents: LabelEvent[];
  stateEvents: StateEvent[];
  timelineEvents: TimelineEvent[];
  mergeRequests: MergeRequest[];
  deployments: Deployment[];
  alerts: Alert[];
  tokens: Token[];
  hooks: Hook[];
  /** The last id given, by kind. Kinds start far apart, so that a mixed-up id is found nowhere. */
  lastIds: Record<IdKind, number>;
};

export type IdKind =
  | 'user'
  | 'project'
  | 'issue'
  | 'note'
  | 'label'
  | 'link'
  | 'event'
  | 'timeline'
  | 'merge request'
  | 'deployment'
  | 'alert'
  | 'token'
  | 'hook'
  | 'upload';

export function emptyDb(): Db {
  return {
    users: new Map(),
    projects: new Map(),
    issues: new Map(),
    notes: [],
    links: [],
    subscriptions: new Map(),
    labelEvents: [],
    stateEvents: [],
    timelineEvents: [],
    mergeRequests: [],
    deployments: [],
    alerts: [],
    tokens: [],
    hooks: [],
    lastIds: {
      user: 100,
      project: 2_000,
      issue: 30_000,
      note: 400_000,
      label: 5_000,
      link: 600,
      event: 70_000,
      timeline: 800,
      'merge request': 9_000,
      deployment: 11_000,
      alert: 13_000,
      token: 90,
      hook: 1_000,
      upload: 9_000,
    },
  };
}

export function nextId(db: Db, kind: IdKind): number {
  db.lastIds[kind] += 1;
  return db.lastIds[kind];
}
