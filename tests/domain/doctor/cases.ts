import type { DoctorFacts, GitLabState, HookFacts, ProjectState } from '../../../src/domain/doctor/facts.ts';
import type { UserFacts } from '../../../src/domain/facts.ts';
import type { Service } from '../../../src/domain/policy.ts';

/** Everything is well: tests spoil one thing each. */
export const now = '2026-11-20T10:00:00.000Z';

export function aHook(over: Partial<HookFacts> = {}): HookFacts {
  return {
    id: 1,
    url: 'https://bot.example.com/webhooks/gitlab',
    issues: true,
    confidentialIssues: true,
    notes: true,
    confidentialNotes: true,
    tokenSet: true,
    signingTokenSet: true,
    status: 'executable',
    disabledUntil: null,
    customTemplate: false,
    ...over,
  };
}

export function aProject(over: Partial<ProjectState> = {}): ProjectState {
  return {
    name: 'acme/production',
    holds: ['incidents', 'reviews'],
    project: {
      value: {
        id: 7,
        path: 'acme/production',
        visibility: 'private',
        ofChanges: 'private',
        url: 'https://gitlab.example.com/acme/production',
      },
    },
    access: { value: 40 },
    hooks: { value: [aHook()] },
    members: { value: new Set([1, 2, 3]) },
    ...over,
  };
}

export function aUser(id: number, over: Partial<UserFacts> = {}): UserFacts {
  return { id, username: `user${id}`, name: `User ${id}`, active: true, bot: false, ...over };
}

export function aService(over: Partial<Service> = {}): Service {
  return {
    label: 'Service::Checkout',
    team: null,
    owners: ['maria', 'tomek'],
    manager: 'jonas',
    channel: null,
    metrics: {},
    ...over,
  };
}

type NamedByPolicy = NonNullable<DoctorFacts['policy']>;

export function aPolicy(over: Partial<NamedByPolicy> = {}): NamedByPolicy {
  return {
    services: [aService()],
    people: [],
    slack: { reviewsChannel: '#incident-reviews', incidentChannel: '#incident-{iid}' },
    ...over,
  };
}

type Rest = NonNullable<GitLabState['rest']>;

export function someRest(over: Partial<Rest> = {}): Rest {
  return {
    clockSkewMs: { value: 300 },
    projects: [aProject()],
    users: new Map([
      ['maria', { value: aUser(1) }],
      ['tomek', { value: aUser(2) }],
      ['jonas', { value: aUser(3) }],
    ]),
    templates: [{ template: 'incident-review', inProject: null, exists: { value: true } }],
    ...over,
  };
}

export function someFacts(over: Partial<DoctorFacts> = {}, gitlab: Partial<GitLabState> = {}): DoctorFacts {
  return {
    now,
    mistakes: [],
    database: { value: null },
    policy: aPolicy(),
    slack: null,
    metrics: null,
    webhooks: { publicUrl: 'https://bot.example.com', secretsSet: { token: true, signing: false } },
    gitlab: {
      url: 'https://gitlab.example.com',
      version: { value: '18.5.1' },
      token: {
        value: {
          identity: { id: 90, username: 'project_7_bot' },
          scopes: ['api'],
          expiresOn: '2027-06-01',
          active: true,
        },
      },
      rest: someRest(),
      ...gitlab,
    },
    ...over,
  };
}
