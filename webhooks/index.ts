import { z } from 'zod';
import type { Translation } from '../src/ports/translate.ts';
import { issue } from './issue.ts';
import { note } from './note.ts';
import { ignored, type Translator, unknownAt } from './reading/translation.ts';

/** All that GitLab may tell us, and so what an administrator ticks: see README.md. */
export const translators: readonly Translator[] = [issue, note];

const translatorOf = new Map(
  translators.flatMap((translator) => translator.objectKinds.map((kind) => [kind, translator] as const)),
);

/** The other events of GitLab's hooks, up to 19.0. A hook that has more switches on than ours sends them. */
const notNeeded = new Set([
  'access_token',
  'build',
  'deployment',
  'emoji',
  'feature_flag',
  'merge_request',
  'milestone',
  'pipeline',
  'push',
  'release',
  'tag_push',
  'vulnerability',
  'wiki_page',
]);

/** Group and system hooks tell of members, groups and projects with an `event_name` alone. */
const administrative = /^(?:gitlab|group|key|project|repository|subgroup|user)_[a-z_]{1,60}$/;

const Envelope = z.object({ object_kind: z.unknown().optional(), event_name: z.unknown().optional() });

/**
 * What a webhook delivery says in our words. `body` is the parsed JSON. Pure and total: whatever JSON
 * comes in, the answer is a value.
 */
export function translate(body: unknown): Translation {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return unknownAt('', body, 'an object with an object_kind');
  const { object_kind: kind, event_name: eventName } = envelope.data;
  if (typeof kind === 'string') {
    const translator = translatorOf.get(kind);
    if (translator) return translator.translate(body);
    if (notNeeded.has(kind)) return ignored(`${kind}: nobody here needs it`);
  } else if (typeof eventName === 'string' && administrative.test(eventName)) {
    return ignored(`${eventName}: nobody here needs it`);
  }
  return unknownAt('object_kind', kind, `one of ${[...translatorOf.keys()].join(', ')}${hint(kind)}`);
}

function hint(kind: unknown): string {
  if (kind !== undefined) return '';
  return '; was the payload replaced by a custom webhook template? The template of our webhook must be empty';
}
