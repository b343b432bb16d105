import type { AppEventName } from './app-event-names.ts';
import type { Instant, Stage } from './words.ts';

/** A service of the catalogue: who owns what carries `label`. Usernames are GitLab's. */
export type Service = {
  label: string;
  team: string | null;
  owners: string[];
  manager: string | null;
  channel: string | null;
  metrics: Record<string, string>;
};

/** Incidents of one project, and where their reviews go. Path (`acme/production`) or numeric id. */
export type ProjectPair = { incidents: string | number; reviews: string | number };

export type Due = { days: number; unit: 'working' | 'calendar'; from: 'resolved' | 'closed' | 'opened' };

/** Working days and hours. `timezone` is an IANA name; `holidays` are days `2026-12-25`. */
export type Calendar = {
  timezone: string;
  workdays: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  hours: string;
  holidays: string[];
  assumeZone: string | null;
};

/** Who is who in GitLab and Slack. Usernames are GitLab's; `slack` is a member id such as `U024BE7LH`. */
export type Colleague = {
  gitlab: string;
  slack: string | null;
  email: string | null;
  manager: string | null;
  timezone: string | null;
};

/**
 * A guideline of the user's own. Each thing that is given has to hold; nothing given: a person has to judge. `words`
 * and `linkTo` are looked for below `heading`, where one is named. `label` is a pattern.
 */
export type ExtraGuideline = {
  id: string;
  for: 'opener' | 'dri';
  text: string;
  heading: string | null;
  words: number | null;
  label: string | null;
  linkTo: string | null;
};

/** What the configuration file lays down, as far as decisions need it. Built by `src/config.ts`. */
export type Policy = {
  gitlab: { projects: ProjectPair[] };
  incident: { label: string };
  trigger: {
    when: Stage[];
    labels: { mitigated: string; resolved: string };
    severities: number[];
    requestedBy: string;
    notNeeded: string;
  };
  review: {
    template: string;
    templates: Record<string, string>;
    labels: string[];
    copyLabels: string[];
    due: Due;
    dueBySeverity: Record<string, Partial<Due>>;
  };
  people: Colleague[];
  services: Service[];
  /** Where figures are measured. `url` null: nothing is. `link`: where people see a query. `linkHosts`: whose addresses count as metrics, too. */
  metrics: { url: string | null; link: string | null; linkHosts: string[]; retentionDays: number };
  /** Channels with `#`; `{iid}` in the incident's. null: Slack is off. */
  slack: { reviewsChannel: string; incidentChannel: string } | null;
  calendar: Calendar;
  correctiveActions: { label: string };
  /** What follows when a review is closed with boxes open, and guidelines beside ours. */
  guidelines: { closeLabel: string | null; reopen: boolean; extra: ExtraGuideline[] };
  /** The loaded apps and what each listens to. */
  apps: { name: string; hears: AppEventName[] }[];
  /** Ids of the configured projects by lower-case path, as far as learnt: a renamed project keeps its id. */
  projectIds: Record<string, number>;
  /** Global ids of all GitLab users that we have been: a re-created token is a new user. */
  botUsers: number[];
  /**
   * Since when each project with incidents is watched, by the name it is configured by (`projectKey`). Incidents
   * that had come far enough before are left alone unless asked for.
   */
  watchingSince: Record<string, Instant>;
};

/** Whether the incidents of a project are ours to look after. */
export function watched(project: { id: number; path: string }, policy: Policy): boolean {
  return pairOf(project, policy) !== null;
}

/** A configured path or id as the name of what is remembered of that project. */
export function projectKey(name: string | number): string {
  return String(name).toLowerCase();
}

/** Since when we watch a project; of a foreign one nothing is decided, and any moment counts. */
export function watchingSince(project: { id: number; path: string }, policy: Policy): Instant | '' {
  const pair = pairOf(project, policy);
  return (pair && policy.watchingSince[projectKey(pair.incidents)]) ?? '';
}

/** The project that a configured path or id means; a path whose id was learnt is followed when it is renamed. */
export function projectNamed(name: string | number, policy: Pick<Policy, 'projectIds'>): string | number {
  return typeof name === 'number' ? name : (policy.projectIds[name.toLowerCase()] ?? name);
}

/** The configured pair that a project's incidents belong to; null: a foreign project. */
export function pairOf(project: { id: number; path: string }, policy: Policy): ProjectPair | null {
  const path = project.path.toLowerCase();
  const names = ({ incidents }: ProjectPair): boolean =>
    typeof incidents === 'number'
      ? incidents === project.id
      : incidents.toLowerCase() === path || policy.projectIds[incidents.toLowerCase()] === project.id;
  return policy.gitlab.projects.find(names) ?? null;
}
