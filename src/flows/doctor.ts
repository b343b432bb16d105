import type { Answer } from '../domain/doctor/check.ts';
import type {
  DoctorFacts,
  GitLabState,
  ProjectState,
  TemplateState,
  WebhookExpectation,
} from '../domain/doctor/facts.ts';
import { candidatesOf } from '../domain/doctor/people.ts';
import { maySeeHooks } from '../domain/doctor/projects.ts';
import { type Check, judge } from '../domain/doctor.ts';
import type { Policy } from '../domain/policy.ts';
import type { ProblemCode } from '../domain/problems.ts';
import type { Instant } from '../domain/words.ts';
import type { GitLab } from '../ports/gitlab.ts';
import type { GitLabDoctor } from '../ports/gitlab-doctor.ts';
import type { MetricsSource } from '../ports/metrics-source.ts';
import { ask } from './ask.ts';
import { askMetrics } from './ask-metrics.ts';
import { askSlack, type SlackPatient } from './ask-slack.ts';

type Asked = Pick<GitLab, 'project' | 'memberIds' | 'userByName' | 'issueTemplate'> & GitLabDoctor;

/** What `doctor` can look at. null: the configuration of that part is wrong, which its mistakes say. */
export type Patient = {
  now: Instant;
  mistakes: DoctorFacts['mistakes'];
  /** Opens the database and tries to write; throws a `Problem` when that does not go. */
  checkDatabase: (() => Promise<void>) | null;
  gitlab: { url: string; api: Asked } | null;
  slack: SlackPatient | 'off' | null;
  /** null: wrongly configured. */
  metrics: MetricsSource | 'off' | null;
  policy: Pick<Policy, 'gitlab' | 'review' | 'services' | 'people' | 'slack'> | null;
  webhooks: WebhookExpectation | null;
  /** Names of our own templates. */
  ownTemplates: string[];
};

/** Asks everything that can be asked, and says what it means. A question that fails is a line of its own. */
export async function doctor(patient: Patient): Promise<Check[]> {
  const { now, mistakes, checkDatabase, gitlab, slack, metrics, policy, webhooks } = patient;
  return judge({
    now,
    mistakes,
    policy,
    webhooks,
    database: checkDatabase && (await ask(() => checkDatabase().then(() => null))),
    gitlab: gitlab && (await askGitLab(gitlab, patient)),
    slack: slack === null || slack === 'off' ? slack : await askSlack(slack, policy),
    metrics:
      policy && metrics && metrics !== 'off' ? await askMetrics(metrics, policy.services, now) : off(metrics),
  });
}

/** What need not be asked. */
function off(metrics: Patient['metrics']): 'off' | null {
  return metrics === 'off' ? 'off' : null;
}

/** After these there is no use in asking further: every answer would be the same. */
const outOfReach: ProblemCode[] = [
  'gitlab-unreachable',
  'gitlab-timeout',
  'gitlab-unavailable',
  'gitlab-moved',
  'gitlab-unreadable',
];

async function askGitLab(
  { url, api }: NonNullable<Patient['gitlab']>,
  { policy, ownTemplates }: Patient,
): Promise<GitLabState> {
  const version = await ask(() => api.version());
  if ('problem' in version && outOfReach.includes(version.problem)) {
    return { url, version, token: null, rest: null };
  }
  const token = await ask(() => api.token());
  if ('problem' in token || !token.value.active) return { url, version, token, rest: null };

  const clockSkewMs = await ask(() => api.clockSkewMs());
  if (policy === null) {
    return { url, version, token, rest: { clockSkewMs, projects: [], users: new Map(), templates: [] } };
  }
  const projects: ProjectState[] = [];
  for (const configured of configuredProjects(policy)) projects.push(await askProject(configured, api));
  const users = await Promise.all(
    candidatesOf(policy.services).map(
      async (name) => [name.toLowerCase(), await ask(() => api.userByName(name))] as const,
    ),
  );
  const templates = await askTemplates(policy, projects, ownTemplates, api);
  return { url, version, token, rest: { clockSkewMs, projects, users: new Map(users), templates } };
}

type Configured = { name: string | number; holds: ProjectState['holds'] };

/** Every project once, with what it holds. */
function configuredProjects({ gitlab }: Pick<Policy, 'gitlab'>): Configured[] {
  const found = new Map<string, Configured>();
  const add = (name: string | number, what: 'incidents' | 'reviews') => {
    const key = String(name).toLowerCase();
    const known = found.get(key) ?? { name, holds: [] };
    if (!known.holds.includes(what)) known.holds.push(what);
    found.set(key, known);
  };
  for (const { incidents, reviews } of gitlab.projects) {
    add(incidents, 'incidents');
    add(reviews, 'reviews');
  }
  return [...found.values()];
}

async function askProject({ name, holds }: Configured, api: Asked): Promise<ProjectState> {
  const project = await ask(() => api.project(name));
  const state = { name: String(name), holds, project, access: null, hooks: null, members: null };
  if ('problem' in project) return state;
  const { id } = project.value;
  const access = await ask(() => api.accessLevel(id));
  return {
    ...state,
    access,
    hooks: 'value' in access && maySeeHooks(access.value) ? await ask(() => api.hooks(id)) : null,
    members: holds.includes('reviews') ? await ask(() => api.memberIds(id)) : null,
  };
}

const fromProject = 'gitlab:';

async function askTemplates(
  { review }: Pick<Policy, 'review'>,
  projects: ProjectState[],
  ownTemplates: string[],
  api: Asked,
): Promise<TemplateState[]> {
  const states: TemplateState[] = [];
  for (const template of new Set([review.template, ...Object.values(review.templates)])) {
    if (!template.startsWith(fromProject)) {
      states.push({ template, inProject: null, exists: { value: ownTemplates.includes(template) } });
      continue;
    }
    for (const { name, holds, project } of projects) {
      if (!holds.includes('reviews') || 'problem' in project) continue;
      const content = await ask(() =>
        api.issueTemplate(project.value.id, template.slice(fromProject.length)),
      );
      states.push({ template, inProject: name, exists: existsBy(content) });
    }
  }
  return states;
}

function existsBy(content: Answer<string>): Answer<boolean> {
  if ('value' in content) return { value: true };
  return content.problem === 'gitlab-not-found' ? { value: false } : content;
}
