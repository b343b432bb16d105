/**
 * A GitLab over real HTTP on the loopback, shared by tests and sandbox. Stateful, strict (what nobody taught it
 * is answered with 501 and held against the test), with faults that can be switched on. Where each rule lives:
 *
 * | rule | file |
 * |---|---|
 * | ids global, iids per project; what is stored | `state.ts`, `rules/create-issue.ts` |
 * | what GitLab versions differ in | `settings.ts` |
 * | who may see and change what; confidential issues | `access.ts`, `rules/permitted.ts` |
 * | unknown labels are made, label events, scoped labels | `rules/labels.ts` |
 * | state first, then one `update`; stored text rewritten by a PUT of labels | `rules/update-issue.ts` |
 * | one closure is told twice | `rules/change-state.ts` |
 * | moving, deleting | `rules/move-issue.ts` |
| files in a project, who can fetch them; forms with files | `rules/uploads.ts`, `http/upload-page.ts`, `http/parse-form.ts` |
 * | which lines are quick actions; `\r`, white space at the end | `text/quick-actions.ts`, `text/commands.ts` |
 * | what quick actions do | `rules/run-commands.ts` |
 * | who is notified, what is cross-referenced | `text/prose.ts`, `text/references.ts`, `rules/references.ts` |
 * | merge requests, deployments, alerts; who may read them | `routes/merge-requests.ts`, `routes/deployments.ts`, `access.ts` |
 * | links in both directions, 409 | `rules/links.ts`, `routes/links.ts` |
 * | answers of REST | `views/`, `routes/` |
 * | parameters: types, 400, strictness | `http/fields.ts`, `http/route.ts` |
 * | tokens, scopes, 401, 403 | `http/authenticate.ts` |
 * | 404, 301 and 405 of renamed projects | `http/find.ts` |
 * | pages by number and by key | `http/pagination.ts` |
 * | rate limit headers | `http/rate-limit.ts` |
 * | GraphQL: language, schema, errors with HTTP 200 | `graphql/` |
 * | webhook bodies: kinds, dates, changes, redaction | `webhooks/issue-payload.ts`, `note-payload.ts`, `parts.ts` |
 * | webhook headers and signatures | `webhooks/headers.ts` |
 * | which hook hears what | `webhooks/wanted.ts` |
 * | what GitLab remembers of deliveries; the test that enables a hook | `routes/hooks.ts` |
 * | no retry, no order; redelivery; recursion | `webhooks/deliver.ts`, `recursion.ts` |
 * | hooks that are disabled after failures | `webhooks/health.ts` |
 * | replicas that lag, stickiness after a write | `replica.ts` |
 * | 429, 502, drops, hangs; webhooks lost, late, twice, out of order | `faults.ts`, `http/server.ts` |
 */
export type { FaultKind } from './faults.ts';
export type { RecordedRequest } from './http/recorder.ts';
export type { MadeIssue } from './people/person.ts';
export type { ShownIssue } from './people/snapshot.ts';
export type { Settings } from './settings.ts';
export type { GitLabDouble, GitLabDoubleOptions } from './start.ts';
export { startGitLabDouble } from './start.ts';
export { countTasks } from './text/tasks.ts';
