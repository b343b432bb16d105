/**
 * What came of a check. `because` is the evidence in a short sentence, `todo` exactly what to do. Both are Markdown that
 * may stand in prose and lists: what came from people is in code.
 */
export type Verdict =
  | { is: 'met'; because: string }
  | { is: 'not-met'; because: string; todo: string }
  /** Its time has not come: it counts neither as met nor as open. */
  | { is: 'not-yet'; because: string }
  /** The box is `[~]`: nobody can do what it asks for, and nobody has to. */
  | { is: 'not-applicable'; because: string }
  /** No evidence tells it. */
  | { is: 'for-a-person'; because: string }
  /** The evidence stands in GitLab, which was not asked. */
  | { is: 'needs-gitlab'; because: string };

export const verdictKinds = [
  'met',
  'not-met',
  'not-yet',
  'not-applicable',
  'for-a-person',
  'needs-gitlab',
] as const;

export type VerdictKind = (typeof verdictKinds)[number];

export function met(because: string): Verdict {
  return { is: 'met', because };
}

export function notMet(because: string, todo: string): Verdict {
  return { is: 'not-met', because, todo };
}

export function doesNotApply(because: string): Verdict {
  return { is: 'not-applicable', because };
}

export function forAPerson(because: string): Verdict {
  return { is: 'for-a-person', because };
}

export function notYet(because: string): Verdict {
  return { is: 'not-yet', because };
}

/** `what` is looked at there: `the labels of the review`. */
export function needsGitLab(what: string): Verdict {
  return { is: 'needs-gitlab', because: `GitLab was not asked for ${what}.` };
}
