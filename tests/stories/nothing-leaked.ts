import type { GitLabDouble, ShownIssue } from '../../src/sandbox/gitlab/index.ts';
import type { SlackDouble } from '../../src/sandbox/slack/index.ts';
import type { LogLine } from '../fakes/log.ts';

export type Told = { gitlab: GitLabDouble; slack: SlackDouble | null; log: LogLine[]; secrets: string[] };

/**
 * What no story may end with, whatever it is about: a secret in a line of the log or in a message; the title of
 * an incident that has been confidential ever since in a line of the log, or its title or address in a call of
 * Slack that is no direct message. Every leak as one line.
 */
export function leaksOf({ gitlab, slack, log, secrets }: Told): string[] {
  const issues = gitlab.snapshot().projects.flatMap((project) => project.issues);
  const hidden = issues.filter(wasAlwaysConfidential);
  const shown = new Set(issues.filter((issue) => !hidden.includes(issue)).map(({ title }) => bare(title)));
  // A title that a public incident has too gives nothing away.
  const titles = hidden.map(({ title }) => bare(title)).filter((title) => !shown.has(title));
  const needles = titles.map((title) => JSON.stringify(title).slice(1, -1));
  const links = hidden.map(({ url }) => url);

  const lines = log.map((line) => ({ where: `log: ${line.sentence}`, text: textOf(line) }));
  const calls = (slack?.requests ?? []).map(({ method, args }) => ({
    where: `Slack: ${method} ${JSON.stringify(args.channel ?? null)}`,
    text: textOf(args),
    direct: /^[DU]/.test(String(args.channel ?? args.users ?? '')),
  }));
  const open = calls.filter(({ direct }) => !direct);
  return [
    ...search([...lines, ...calls], secrets, (text, secret) => text.includes(secret)),
    ...search([...lines, ...open], needles, (text, title) => text.includes(title)),
    ...search(open, links, (text, link) => text.split(link).some((rest, n) => n > 0 && !/^\d/.test(rest))),
  ];
}

function search(
  texts: { where: string; text: string }[],
  needles: string[],
  isIn: (text: string, needle: string) => boolean,
): string[] {
  return texts.flatMap(({ where, text }) =>
    needles.filter((needle) => isIn(text, needle)).map((needle) => `${where} shows ${needle}`),
  );
}

/** GitLab notes down when somebody hides an issue; what was public for a while may have been said then. */
function wasAlwaysConfidential({ confidential, notes }: ShownIssue): boolean {
  return confidential && !notes.some(({ system, body }) => system && /confidential|visible/.test(body));
}

function bare(title: string): string {
  return title.replace(/^Incident Review: /, '');
}

/** Errors too, with their causes, which JSON would leave out. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Error
      ? { ...one, name: one.name, message: one.message, stack: one.stack, cause: one.cause }
      : one,
  );
}
