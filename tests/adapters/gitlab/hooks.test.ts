import { expect, it } from 'vitest';
import { recordedLog } from '../../fakes/log.ts';
import { connectTo, problemOf } from './connect-scripted.ts';

const event = {
  id: 9,
  url: 'https://bot.example.com/webhooks/gitlab',
  trigger: 'issue_hooks',
  request_headers: { 'X-Gitlab-Event': 'Issue Hook', 'Idempotency-Key': 'k-1' },
  request_data: { object_kind: 'issue' },
  response_headers: { Date: 'x' },
  response_status: '503',
};
const answering = (...list: unknown[]) => connectTo(() => ({ status: 200, json: list }));

it('what a webhook sent is given as it was sent', async () => {
  const { gitlab } = await answering(event);
  const { events } = await gitlab.hookEvents(7, 3, 1);
  expect(events).toEqual([
    { id: 9, url: event.url, event: 'Issue Hook', key: 'k-1', body: '{"object_kind":"issue"}' },
  ]);
});

it.each([{ oversize: true }, null])('what was not kept has no body: %j', async (data) => {
  const { gitlab } = await answering({ ...event, request_data: data });
  expect((await gitlab.hookEvents(7, 3, 1)).events[0]?.body).toBeNull();
});

it('a full page is not the last', async () => {
  const { gitlab } = await answering(...Array.from({ length: 20 }, (_, id) => ({ ...event, id })));
  expect((await gitlab.hookEvents(7, 3, 1)).isLast).toBe(false);
});

it('an event that is not understood is left out, and the log says so', async () => {
  const odd = Array.from({ length: 19 }, (_, id) => ({ ...event, id, request_headers: null }));
  const { lines, ...log } = recordedLog();
  const { gitlab } = await connectTo(() => ({ status: 200, json: [...odd, event] }), { log });
  const { events, isLast } = await gitlab.hookEvents(7, 3, 1);
  expect(events.map(({ id }) => id)).toEqual([9]);
  expect(isLast).toBe(false);
  expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([{ fields: { leftOut: 19 } }]);
});

it('another shape is a problem and no empty list', async () => {
  const { gitlab } = await answering({ ...event, request_data: undefined });
  expect((await problemOf(gitlab.hookEvents(7, 3, 1))).code).toBe('gitlab-unreadable');
});

it('a test is sent once, whatever comes back', async () => {
  const asked: string[] = [];
  const { gitlab } = await connectTo(({ method, path }) => {
    asked.push(`${method} ${path}`);
    return { status: 503 };
  });
  expect((await problemOf(gitlab.testHook(7, 3))).code).toBe('gitlab-unavailable');
  expect(asked).toEqual(['POST /api/v4/projects/7/hooks/3/test/issues_events']);
});
