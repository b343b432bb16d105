import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { complain } from '../rules.ts';

/** What is chosen from the start must be one of the options, word by word. */
export function requireKnownOptions(
  value: { initial_option?: unknown; initial_options?: unknown[] | undefined },
  options: unknown[],
  context: z.RefinementCtx,
): void {
  const isKnown = (chosen: unknown) => options.some((option) => isDeepStrictEqual(option, chosen));
  if (value.initial_option !== undefined && !isKnown(value.initial_option))
    complain(context, 'must match one of the options', 'initial_option');
  value.initial_options?.forEach((chosen, index) => {
    if (!isKnown(chosen)) complain(context, 'must match one of the options', 'initial_options', index);
  });
}
