import type { GitLabDouble, ShownIssue } from '../../gitlab/index.ts';
import { type Html, html } from '../html.ts';
import { plainLinks } from '../links.ts';
import { type UploadRef, uploadedTo } from '../pictures.ts';
import { readStyles } from '../routes/assets.ts';
import { issueView } from './issue-view.ts';

const stylesPath = '/-/sandbox.css';
/** Whoever comes here has not signed in, and is shown all: pictures too, from an address of their own. */
const uploadPlace = ({ project, secret, name }: UploadRef): string =>
  `/-/sandbox/uploads/${project}/${secret}/${name}`;

/** What stands in the GitLab that came along at the address of an issue, for links that lead there; null: nothing. */
export function gitlabPage(
  gitlab: GitLabDouble,
  path: string,
): { status: number; type: string; body: string | Buffer } | null {
  if (path === stylesPath) return { status: 200, type: 'text/css; charset=utf-8', body: readStyles() };
  const upload = gitlab.uploads.find((one) => one.type === 'image/png' && uploadPlace(one) === path);
  if (upload) return { status: 200, type: 'image/png', body: upload.content };
  const [, project, iid] = /^\/(.+)\/-\/(?:issues|work_items)\/(\d+)$/.exec(path) ?? [];
  const issues = gitlab.snapshot().projects.find((one) => one.path === project)?.issues ?? [];
  const issue = issues.find((one) => one.iid === Number(iid));
  return issue
    ? { status: 200, type: 'text/html; charset=utf-8', body: issuePage(issue, issues).markup }
    : null;
}

function issuePage(issue: ShownIssue, issues: readonly ShownIssue[]): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${issue.title} (#${issue.iid})</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${stylesPath}"></head>
<body class="alone"><main>${issueView(issue, {
    links: plainLinks,
    pictures: uploadedTo(issue.project, uploadPlace),
    linked: issues.filter((other) => issue.linkedTo.some(({ id }) => id === other.id)),
    nameOf: (username) => (username.endsWith('-bot') ? null : username),
    boxAction: null,
    actions: null,
    editor: null,
  })}</main></body></html>
`;
}
