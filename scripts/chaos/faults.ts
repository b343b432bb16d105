import type { World } from './world.ts';

/** One call in five goes wrong, in every way there is; hanging is rarer, because each takes a deadline to end. */
const share = { usual: 0.03, hanging: 0.01 };

/** Everything outside misbehaves from now on, by the seeds of the doubles. */
export function misbehave({ gitlab, slack }: World): void {
  const gitlabKinds = ['429', '429-plain', '502-before', '502-after', 'drop-before', 'drop-after'] as const;
  for (const [kind, probability] of spread([...gitlabKinds, '409-lock'], ['hang', 'hang-after'])) {
    gitlab.faults.next({ kind, probability, times: Number.POSITIVE_INFINITY, retryAfterSeconds: 1 });
  }
  const slackKinds = ['429', '503-before', '503-after', 'drop-before', 'drop-after', 'error'] as const;
  for (const [kind, probability] of spread(slackKinds, ['hang', 'hang-after'])) {
    const error = kind === 'error' ? { error: 'internal_error' } : {};
    slack.faults.next({ kind, probability, times: Number.POSITIVE_INFINITY, retryAfterSeconds: 1, ...error });
  }
  slack.faults.limitPosts(1);
  for (const kind of ['lost', 'duplicated', 'reordered', 'delayed'] as const) {
    gitlab.faults.nextWebhook({ kind, probability: 0.1, times: Number.POSITIVE_INFINITY, delayMs: 500 });
  }
}

export function behave({ gitlab, slack }: World): void {
  gitlab.faults.clear();
  slack.faults.clear();
}

/** The doubles ask each fault in turn whether it strikes: later ones must be likelier to come out the same. */
function* spread<A extends string, B extends string>(
  usual: readonly A[],
  hanging: readonly B[],
): Generator<[A | B, number]> {
  let left = 1;
  const all = [
    ...usual.map((kind) => [kind, share.usual] as const),
    ...hanging.map((kind) => [kind, share.hanging] as const),
  ];
  for (const [kind, wanted] of all) {
    yield [kind, wanted / left];
    left -= wanted;
  }
}
