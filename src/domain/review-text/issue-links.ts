import type { IssueSnapshot } from '../words.ts';
import type { Piece } from './review-text.ts';

/** An issue as a text names it. `path` null: of the same project; one word: of the same group. `host` null: this GitLab. */
export type IssueLink = { written: string; path: string | null; iid: number; host: string | null };

const reference = /(?<![\w&./-])((?:[\w.-]{1,80}\/){0,20}[\w.-]{1,80})?#(\d{1,15})\b/g;
const address =
  /https?:\/\/([a-z0-9.-]{1,253}(?::\d{1,5})?)\/([\w.-]{1,80}(?:\/[\w.-]{1,80}){0,20})\/-\/(?:issues(?:\/incident)?|work_items)\/(\d{1,15})\b/gi;
const code = /`[^`\n]*`/g;

/** The issues that some pieces link to, each once; what stands in code is no link. */
export function issueLinksIn(pieces: Pick<Piece, 'source'>[]): IssueLink[] {
  const found = new Map<string, IssueLink>();
  const add = (link: IssueLink) => {
    const key = `${link.path ?? ''}#${link.iid}`.toLowerCase();
    if (!found.has(key)) found.set(key, link);
  };
  for (const { source } of pieces) {
    const text = source.replace(code, ' ');
    for (const [written, host = '', path = '', iid] of text.matchAll(address)) {
      add({ written, path, iid: Number(iid), host: host.toLowerCase() });
    }
    for (const [written, path, iid] of text.replace(address, ' ').matchAll(reference)) {
      add({ written, path: path ?? null, iid: Number(iid), host: null });
    }
  }
  return [...found.values()];
}

/** Whether a link that stands in an issue of the project at `from` (its path, and its address) means this issue. */
export function means(
  link: IssueLink,
  issue: Pick<IssueSnapshot, 'iid' | 'project' | 'url'>,
  from: Pick<IssueSnapshot, 'project'>,
): boolean {
  if (link.iid !== issue.iid) return false;
  if (link.host !== null && URL.parse(issue.url)?.host !== link.host) return false;
  return pathOf(link, from.project.path).toLowerCase() === issue.project.path.toLowerCase();
}

/** Whether some who read a review may not be shown an issue that it links to. */
export function isHiddenFromSome(
  issue: Pick<IssueSnapshot, 'confidential' | 'project'>,
  review: Pick<IssueSnapshot, 'project'>,
): boolean {
  return issue.confidential || issue.project.id !== review.project.id;
}

function pathOf({ path }: IssueLink, from: string): string {
  if (path === null) return from;
  return path.includes('/') ? path : `${from.slice(0, from.lastIndexOf('/'))}/${path}`;
}
