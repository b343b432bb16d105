/** What differs between GitLab installations, and may be switched while the double runs. */
export type Settings = {
  /** GitLab version, `19.0.1` or `16.0.4`: decides which headers, fields and rules exist (`since`). */
  version: string;
  /** Free has one assignee and only `relates_to` links. */
  tier: 'free' | 'premium';
  /**
   * Which `object_kind` an incident's events carry. `captured`: as seen on GitLab.com in May 2026, `work_item`
   * for open and update made in the UI, `issue` for close and reopen and for all that came by REST.
   */
  kinds: 'captured' | 'issue' | 'work_item';
  /** How addresses of issues look; newer versions (18.10) begin to use the second form. */
  addresses: 'issues' | 'work_items';
  /** After how many milliseconds the second delivery of one closure follows the first. */
  closureEchoMs: number;
  /** Hooks are disabled after repeated failures: always on GitLab.com, off by default on self-managed. */
  autoDisableHooks: boolean;
  /** How long a receiver may take to answer a webhook. */
  webhookTimeoutMs: number;
  /** Bytes of the largest file that may be uploaded. */
  largestUpload: number;
  /** How many calls with one token are taken in each minute of the clock; null: any number. */
  limits: Limits;
};

/**
 * `requests`: of all kinds; told in the headers of every answer, where there is such a limit. `newIssues` and
 * `newNotes`: in one project; never told, a 429 is all there is. GitLab.com has 2,000, 200 and 60.
 */
export type Limits = { requests: number | null; newIssues: number | null; newNotes: number | null };

export const DEFAULT_SETTINGS: Settings = {
  version: '19.0.1',
  tier: 'premium',
  kinds: 'captured',
  addresses: 'issues',
  closureEchoMs: 60,
  autoDisableHooks: false,
  webhookTimeoutMs: 10_000,
  largestUpload: 100 * 1024 * 1024,
  limits: { requests: 2_000, newIssues: null, newNotes: null },
};

/** Versions at which something we can see from outside appeared (reference of the events: GitLab's docs and source). */
export const SINCE = {
  timelineEvents: '15.2',
  incidentAlerts: '15.6',
  webhookUuid: '16.2',
  customTemplate: '16.10',
  markdownQuickActions: '16.10',
  noteAction: '16.11',
  /** Missing in a capture of 16.0 and present in the source of 2025; the version between is a guess. */
  noteInternal: '16.11',
  isoDates: '17.0',
  hookTest: '16.11',
  uploadAddressById: '17.1',
  objectType: '17.2',
  hookEvents: '17.3',
  uploadId: '17.3',
  idempotencyKey: '17.4',
  uploadBySecret: '17.4',
  workItemKind: '17.9',
  patienceWithClientErrors: '17.11',
  issuesKeyset: '18.3',
  signingToken: '19.0',
} as const;

/** Whether the GitLab that is imitated has a feature. */
export function has(settings: Settings, feature: keyof typeof SINCE): boolean {
  const [major = 0, minor = 0] = settings.version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = SINCE[feature].split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}
