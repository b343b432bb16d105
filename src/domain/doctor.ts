import { type Check, fine, unanswered, wrong } from './doctor/check.ts';
import type { DoctorFacts, GitLabState, ProjectState, TemplateState } from './doctor/facts.ts';
import { judgeMetrics } from './doctor/metrics.ts';
import { judgePeople } from './doctor/people.ts';
import { judgeProjects } from './doctor/projects.ts';
import { judgeSlack } from './doctor/slack.ts';
import { judgeClock, judgeToken } from './doctor/token.ts';

export type { Check } from './doctor/check.ts';

/** Whether the service can do its work, line by line, from what was found out. */
export function judge(facts: DoctorFacts): Check[] {
  return [
    ...judgeConfiguration(facts.mistakes),
    ...judgeDatabase(facts.database),
    ...judgeGitLab(facts),
    ...judgeSlack(facts),
    ...(facts.policy ? judgeMetrics(facts.policy.services, facts.metrics) : []),
  ];
}

function judgeConfiguration(mistakes: DoctorFacts['mistakes']): Check[] {
  if (mistakes.length === 0)
    return [fine('configuration', 'environment and configuration file are in order')];
  return mistakes.map(({ text, mend }) => wrong('configuration', text, mend ?? 'see docs/configuration.md'));
}

function judgeDatabase(database: DoctorFacts['database']): Check[] {
  if (database === null) return [];
  if ('problem' in database) return [unanswered('database', 'the database cannot be written', database)];
  return [fine('database', 'the database can be written')];
}

function judgeGitLab({ gitlab, now, policy, webhooks }: DoctorFacts): Check[] {
  if (gitlab === null) return [];
  const { url, version, token, rest } = gitlab;
  const reached = judgeVersion(url, version);
  if (token === null) return reached;
  if ('problem' in token) return [...reached, unanswered('token', 'the token', token)];
  const own = [...reached, ...judgeToken(token.value, now)];
  if (rest === null) return own;
  const { clockSkewMs } = rest;
  return [
    ...own,
    'problem' in clockSkewMs
      ? unanswered('clock', "GitLab's clock", clockSkewMs)
      : judgeClock(clockSkewMs.value, "GitLab's", 'signed deliveries'),
    ...judgeProjects(rest.projects, webhooks),
    ...judgeMembers(rest.projects),
    ...(policy ? judgePeople(policy.services, rest) : []),
    ...judgeTemplates(rest.templates),
  ];
}

function judgeVersion(url: string, version: GitLabState['version']): Check[] {
  if ('value' in version) return [fine('gitlab', `GitLab ${version.value} answers at ${url}`)];
  // Whoever refuses the token has answered; the token's own line says what is wrong.
  if (version.problem === 'gitlab-unauthorized') return [fine('gitlab', `GitLab answers at ${url}`)];
  return [unanswered('gitlab', url, version)];
}

function judgeMembers(projects: ProjectState[]): Check[] {
  return projects.flatMap(({ name, members }) =>
    members !== null && 'problem' in members ? [unanswered('people', `${name}, its members`, members)] : [],
  );
}

function judgeTemplates(templates: TemplateState[]): Check[] {
  return templates.map(({ template, inProject, exists }) => {
    const what = inProject === null ? `the template ${template}` : `the template ${template} in ${inProject}`;
    if ('problem' in exists) return unanswered('template', what, exists);
    if (exists.value) return fine('template', `${what} exists`);
    const mend =
      inProject === null
        ? 'name one of templates/ in review.template or review.templates'
        : `add .gitlab/issue_templates/${template.replace(/^gitlab:/, '')}.md to the default branch`;
    return wrong('template', `${what} does not exist`, mend);
  });
}
