import { z } from 'zod';
import type { GitLabHooks, HookEvent } from '../../ports/gitlab-hooks.ts';
import type { Log } from '../../ports/log.ts';
import { readEach } from './read-answer.ts';
import type { Send } from './transport.ts';

/** GitLab gives no more, whatever is asked for. */
const perPage = 20;

const Header = z.union([z.string(), z.array(z.string()).transform((values) => values.join(', '))]).catch('');

/** `request_data` is `{"oversize":true}`, or nothing, where GitLab did not keep it. */
const Event = z
  .object({
    id: z.number(),
    url: z.string(),
    request_headers: z.record(z.string(), Header),
    request_data: z.record(z.string(), z.unknown()).nullable(),
  })
  .transform(
    ({ id, url, request_headers: headers, request_data: data }): HookEvent => ({
      id,
      url,
      event: headers['X-Gitlab-Event'] ?? '',
      key: headers['Idempotency-Key'] || null,
      body: data === null || data.oversize === true ? null : JSON.stringify(data),
    }),
  );

/** Not among what gitbeaker knows (43.8.0), so asked for directly. */
export function hookCalls(send: Send, baseUrl: string, log: Pick<Log, 'warn'> | undefined): GitLabHooks {
  const hookUrl = (project: number, hook: number, rest: string) =>
    new URL(`${baseUrl}/api/v4/projects/${project}/hooks/${hook}/${rest}`);
  return {
    async hookEvents(project, hook, page) {
      const url = hookUrl(project, hook, `events?page=${page}&per_page=${perPage}`);
      const { body } = await send({ method: 'GET', url, read: true });
      const events = readEach(Event, body, `what hook ${hook} of project ${project} sent`, log);
      return { events, isLast: !Array.isArray(body) || body.length < perPage };
    },

    async testHook(project, hook) {
      await send({ method: 'POST', url: hookUrl(project, hook, 'test/issues_events'), read: false });
    },
  };
}
