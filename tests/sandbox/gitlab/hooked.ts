import type { GitLabDoubleOptions } from '../../../src/sandbox/gitlab/index.ts';
import { type Received, startReceiver, startStory } from './story.ts';

/** A story whose project 2001 tells a receiver of everything. */
export async function startHooked(options: Partial<GitLabDoubleOptions> = {}) {
  const story = await startStory(options);
  const receiver = await startReceiver();
  const hook = story.gitlab.addHook(2001, { url: receiver.url, token: 'the hook' });
  return { ...story, hook, receiver, received: receiver.received };
}

/** Kind and action of each delivery, in an order of their own: GitLab keeps none. */
export function actions(received: readonly Received[]): unknown[] {
  return received
    .map(({ body }) => [body.object_kind, body.object_attributes.action])
    .toSorted((a, b) => String(a).localeCompare(String(b)));
}

/** The one delivery of this action; more or fewer are an error. */
export function only(received: readonly Received[], action: string): Received {
  const [found, ...more] = received.filter(({ body }) => body.object_attributes.action === action);
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} deliveries of ${action}`);
  return found;
}
