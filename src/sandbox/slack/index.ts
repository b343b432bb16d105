/**
 * A Slack over real HTTP on the loopback, shared by tests and sandbox. Stateful, strict (what Slack does not know,
 * or an app should not send, is answered as Slack does and held against the test), with faults that can be
 * switched on. Where each rule lives:
 *
 * | rule | file |
 * |---|---|
 * | what it offers, what it shows | `double.ts`, `shown.ts` |
 * | what is stored; ids and `ts` | `state.ts`, `ids.ts` |
 * | forms, JSON, multipart; wrong content types | `http/read.ts` |
 * | arguments: kinds, required ones, unknown ones | `http/arguments.ts` |
 * | tokens and scopes; their headers | `http/authenticate.ts`, `http/dispatch.ts` |
 * | codes that only their methods may answer | `http/dispatch.ts`, `http/common-errors.ts` |
 * | cursors | `http/pages.ts` |
 * | 429, 503, drops, hangs; one message per second and channel | `faults.ts`, `http/strike.ts` |
 * | methods | `methods/` |
 * | where the app may post; threads | `rules/post.ts` |
 * | which conversations the app sees; scopes by kind | `rules/conversations.ts` |
 * | text cut at 40,000, no text, metadata | `rules/content.ts` |
 * | Block Kit | `blocks/`, `rules/check-blocks.ts` |
 * | changing and deleting: own messages, archived channels | `methods/chat-change.ts` |
 * | trigger ids: three seconds, one use | `rules/triggers.ts` |
 * | modals, App Home, hashes | `rules/views.ts` |
 * | response URLs: five uses, half an hour | `rules/response-urls.ts` |
 * | uploads | `methods/files.ts`, `http/serve-upload.ts` |
 * | signatures | `outgoing/sign.ts` |
 * | three seconds of patience; events sent again | `outgoing/post.ts`, `outgoing/deliver.ts` |
 * | which event needs which scope; `url_verification` | `outgoing/events.ts` |
 * | commands, clicks, submissions | `outgoing/interactions.ts`, `people/` |
 * | `should_escape` | `people/command.ts` |
 * | Socket Mode | `outgoing/socket.ts` |
 */
export type * from './double.ts';
export type * from './shown.ts';
export { startSlackDouble } from './start.ts';
