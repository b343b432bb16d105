import { checkQuery, type GraphqlError, givenValue } from './check.ts';
import { type Field, parseQuery, type Query, SyntaxFault } from './parse.ts';
import { type Arguments, type GraphqlContext, SCHEMA } from './schema.ts';

export type GraphqlAnswer = { data?: unknown; errors?: GraphqlError[] };

/** GitLab's limit of a query's length, in characters. */
const LONGEST_QUERY = 10_000;

/**
 * Answers a GraphQL request. Whatever is wrong with the query itself comes as `errors` with HTTP 200 and no
 * data, as GitLab does; fields the double has no knowledge of are among it.
 */
export function executeGraphql(
  source: string,
  variables: Record<string, unknown>,
  context: GraphqlContext,
): GraphqlAnswer {
  if (source.length > LONGEST_QUERY) return { errors: [{ message: 'Query too large' }] };
  const query = readQuery(source);
  if (query instanceof Error) return { errors: [{ message: query.message }] };
  if (query.operation === 'mutation') {
    context.world.journal.unforeseen.push({ what: 'a GraphQL mutation', where: source });
    return { errors: [{ message: 'The GitLab double plays no mutations' }] };
  }
  const errors = checkQuery(query, variables, context);
  if (errors.length > 0) return { errors };
  return { data: readFields(query.fields, 'Query', null, variables, context) };
}

function readQuery(source: string): Query | Error {
  try {
    return parseQuery(source);
  } catch (error) {
    if (error instanceof SyntaxFault || error instanceof SyntaxError) return error;
    throw error;
  }
}

function readFields(
  fields: readonly Field[],
  type: string,
  parent: unknown,
  variables: Record<string, unknown>,
  context: GraphqlContext,
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const field of fields) {
    const known = SCHEMA[type]?.[field.name];
    // Only `__typename` has no entry: everything else unknown was refused before.
    if (!known) {
      answer[field.alias] = type;
      continue;
    }
    const value = known.read(parent, argumentsOf(field, variables), context);
    const next = known.type;
    const deeper = (one: unknown): unknown =>
      next === undefined ? one : readFields(field.selections, next, one, variables, context);
    if (value === null || value === undefined) answer[field.alias] = null;
    else answer[field.alias] = known.list && Array.isArray(value) ? value.map(deeper) : deeper(value);
  }
  return answer;
}

function argumentsOf(field: Field, variables: Record<string, unknown>): Arguments {
  return Object.fromEntries(
    Object.entries(field.args).map(([name, value]) => [name, givenValue(value, variables)]),
  );
}
