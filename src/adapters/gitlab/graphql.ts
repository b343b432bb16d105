import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import { readAnswer } from './read-answer.ts';
import type { Redact } from './redact.ts';
import type { Send } from './transport.ts';

/** `missing`: this GitLab has no such field, so it is older than the feature. */
type QueryResult<T> = { found: T } | { missing: string };

/** A query of GitLab's GraphQL API. `name` stands in problems. */
type Query<T> = {
  name: string;
  text: string;
  variables: Record<string, string | number | null>;
  data: z.ZodType<T>;
};

export type Ask = <T>(query: Query<T>) => Promise<QueryResult<T>>;

const Fault = z.object({
  message: z.string().catch('no message'),
  extensions: z
    .object({ code: z.string().optional(), fieldName: z.string().optional() })
    .optional()
    .catch(undefined),
});
/** Where the query itself is at fault, no data comes along. */
const Envelope = z.object({ data: z.unknown().optional(), errors: z.array(Fault).optional() });

/**
 * Reads from GitLab's GraphQL API; mutations are not sent, so that a query may be tried again although it
 * is a POST. Errors come with HTTP 200: they are a `Problem`, and data that came beside them is not used,
 * because a part of it is missing.
 */
export function askOver(send: Send, baseUrl: string, redact: Redact): Ask {
  const url = new URL(`${baseUrl}/api/graphql`);
  return async function ask(query) {
    const what = `GraphQL ${query.name}`;
    const body = { query: query.text, variables: query.variables };
    const answer = readAnswer(Envelope, (await send({ method: 'POST', url, body, read: true })).body, what);
    const faults = answer.errors ?? [];
    if (faults.length === 0) return { found: readAnswer(query.data, answer.data, what) };
    const undefinedField = faults.find((fault) => fault.extensions?.code === 'undefinedField');
    if (undefinedField !== undefined) return { missing: undefinedField.extensions?.fieldName ?? query.name };
    throw problemOfFaults(what, faults, redact);
  };
}

/**
 * Faults of the query itself carry a code and will come again; faults while it ran (a timeout, a hidden
 * resource) carry none and may pass.
 */
function problemOfFaults(what: string, faults: z.infer<typeof Fault>[], redact: Redact): Problem {
  const said = faults.map((fault) => redact(fault.message).replace(/\s+/g, ' ').slice(0, 200)).slice(0, 3);
  const code = faults.some((fault) => fault.extensions?.code !== undefined)
    ? 'gitlab-refused'
    : 'gitlab-unreadable';
  return new Problem(code, `${what} answered errors: ${said.join('; ')}`);
}
