import type { GitLabDouble, RecordedRequest } from '../../src/sandbox/gitlab/index.ts';
import type { SlackDouble, SlackRequest } from '../../src/sandbox/slack/index.ts';
import { folded, names, needleOf, showsBesides, textOf } from './text.ts';

export type Watched = {
  gitlab: GitLabDouble;
  slack: SlackDouble | null;
  /** What must come out nowhere; more may be added. */
  secrets: Iterable<string>;
  /** How long GitLab may show an older state to who asks: until then nobody could know. None unless told. */
  lagMs?: number;
};

export type Watch = {
  /** What the service leaves behind: a line of its log, its metrics, what it keeps about failures. */
  kept(where: string, text: string): void;
  /** Every leak up to now as one line. */
  leaks(): string[];
};

type Hidden = { titles: Set<string>; links: string[]; sinceMs: number; gone: boolean };

/**
 * Searches all that comes out of the service, from now on.
 * - Secrets: nowhere.
 * - The title of an incident or review that is ever confidential: never in what the service leaves behind, not
 *   even from the time before it was.
 * - Title, address and reference of what is confidential at that moment: in no call of Slack but direct messages,
 *   and in nothing that is written to GitLab where everybody can read it. What is said is searched when it
 *   arrives, so what turned confidential while it was being written counts as well.
 */
export function watchForLeaks({ gitlab, slack, secrets, lagMs = 0 }: Watched): Watch {
  const hidden = new Map<number, Hidden>();
  const secretTitles = new Set<string>();
  const left: { where: string; text: string }[] = [];
  const found = new Set<string>();

  const look = (): void => {
    const now = new Map(gitlab.issuesInBrief({ confidential: true }).map((issue) => [issue.id, issue]));
    for (const { id, iid, projectPath, title, url } of now.values()) {
      const known = hidden.get(id) ?? {
        titles: new Set(),
        sinceMs: performance.now(),
        links: [],
        gone: false,
      };
      hidden.set(id, {
        ...known,
        titles: known.titles.add(bare(title)),
        links: [url, `${projectPath}#${iid}`],
      });
      secretTitles.add(bare(title));
    }
    for (const [id, one] of hidden) {
      if (now.has(id) || one.gone) continue;
      // What is deleted stays secret.
      if (gitlab.issuesInBrief({ confidential: false }).some((issue) => issue.id === id)) hidden.delete(id);
      else one.gone = true;
    }
  };
  look();
  gitlab.onChange(look);

  const search = (where: string, text: string, isOpen: () => boolean): void => {
    for (const secret of secrets) if (text.includes(secret)) found.add(`${where} shows ${secret}`);
    const old = [...hidden.values()].filter(({ sinceMs }) => performance.now() - sinceMs >= lagMs);
    const links = old.flatMap((one) => one.links).filter((link) => names(text, link));
    const titles = old.flatMap((one) => [...one.titles]);
    const seen = [...links, ...shownTitles(text, titles, gitlab)];
    if (seen.length > 0 && isOpen()) for (const one of seen) found.add(`${where} shows ${one}`);
  };
  slack?.onRequest(({ method, args }) => {
    const where = `Slack: ${method} ${JSON.stringify(args.channel ?? null)}`;
    search(where, textOf(args), () => !isDirect({ method, args }));
  });
  gitlab.onRequest((request) => {
    const { method, path, body } = request;
    if (method === 'GET' || path.endsWith('/graphql')) return;
    search(`GitLab: ${method} ${path}`, textOf(body), () => isReadByAll(request, gitlab));
  });

  return {
    kept: (where, text) => void left.push({ where, text }),
    leaks: () => {
      for (const { where, text } of left) {
        const seen = [
          ...[...secrets].filter((secret) => text.includes(secret)),
          ...shownTitles(text, [...secretTitles], gitlab),
        ];
        for (const one of seen) found.add(`${where} shows ${one}`);
      }
      return [...found];
    },
  };
}

function shownTitles(text: string, titles: readonly string[], gitlab: GitLabDouble): string[] {
  if (titles.length === 0) return [];
  const told = folded(text);
  const seen = titles.filter((title) => told.includes(needleOf(title) ?? nowhere));
  if (seen.length === 0) return [];
  // A title that an incident has which everybody may read gives nothing away, nor does a part of it.
  const titlesOfOpen = gitlab.issuesInBrief({ confidential: false }).map(({ title }) => title);
  const open = [...new Set(titlesOfOpen)].filter((title) => title === bare(title));
  return seen.filter((title) => showsBesides(told, needleOf(title) ?? nowhere, open));
}

/** In no folded text. */
const nowhere = ' ';

function bare(title: string): string {
  return title.replace(/^Incident Review: /, '');
}

/** Ids of direct conversations begin with D, those of people with U. */
function isDirect({ method, args }: Pick<SlackRequest, 'method' | 'args'>): boolean {
  if (method === 'views.publish') return true;
  return /^[DU]/.test(String(args.channel ?? args.users ?? ''));
}

const issuePath = /^\/api\/v4\/projects\/([^/]+)\/issues(?:\/(\d+))?(\/.*)?$/;

/** Whether what is written there can be read by people who may not read what is confidential. */
function isReadByAll({ path, body }: Pick<RecordedRequest, 'path' | 'body'>, gitlab: GitLabDouble): boolean {
  const [, project = '', iid] = issuePath.exec(path) ?? [];
  if (String(body.confidential) === 'true' || String(body.internal) === 'true') return false;
  const place = decodeURIComponent(project);
  return !gitlab
    .issuesInBrief({ confidential: true })
    .some((issue) => issue.iid === Number(iid) && [String(issue.project), issue.projectPath].includes(place));
}
