import { type Field, parseQuery, type Query, SyntaxFault, type Value } from './parse.ts';
import { type Arguments, type ArgumentType, type FieldType, type GraphqlContext, SCHEMA } from './schema.ts';

export type GraphqlAnswer = { data?: unknown; errors?: GraphqlError[] };
type GraphqlError = { message: string; path?: string[]; extensions?: Record<string, unknown> };

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
  if (source.length > LONGEST_QUERY) return fault('Query too large');
  let query: Query;
  try {
    query = parseQuery(source);
  } catch (error) {
    if (error instanceof SyntaxFault || error instanceof SyntaxError) return fault(error.message);
    throw error;
  }
  if (query.operation === 'mutation') return fault('The double plays no mutations');
  const problems = [...checkVariables(query, variables), ...checkFields(query.fields, 'Query', query, [])];
  if (problems.length > 0) return { errors: problems };
  return { data: readFields(query.fields, 'Query', null, variables, context) };
}

function fault(message: string): GraphqlAnswer {
  return { errors: [{ message }] };
}

function checkVariables(query: Query, given: Record<string, unknown>): GraphqlError[] {
  return query.variables.flatMap(({ name, type, required }) => {
    const value = given[name];
    const missing = value === undefined || value === null;
    const fits = missing ? !required : isOfType(value, type);
    const full = `${type}${required ? '!' : ''}`;
    return fits
      ? []
      : [{ message: `Variable $${name} of type ${full} was provided invalid value`, extensions: { value } }];
  });
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'Int') return typeof value === 'number';
  if (type === 'IssueID') return isIssueId(value);
  return typeof value === 'string';
}

function isIssueId(value: unknown): boolean {
  return typeof value === 'string' && /^gid:\/\/gitlab\/Issue\/\d+$/.test(value);
}

function checkFields(fields: readonly Field[], type: string, query: Query, path: string[]): GraphqlError[] {
  return fields.flatMap((field): GraphqlError[] => {
    if (field.name === '__typename') return [];
    const here = [...path, field.alias];
    const known = SCHEMA[type]?.[field.name];
    if (!known) return [undefinedField(field.name, type, here)];
    const problems = checkArguments(field, known, query, here);
    if (known.type === undefined && field.selections.length > 0) {
      problems.push({ message: `Selections can't be made on scalars (field '${field.name}')`, path: here });
    }
    if (known.type !== undefined && field.selections.length === 0) {
      problems.push({
        message: `Field must have selections (field '${field.name}' returns ${known.type} but has no selections.)`,
        path: here,
      });
    }
    if (known.type === undefined) return problems;
    return [...problems, ...checkFields(field.selections, known.type, query, here)];
  });
}

function undefinedField(name: string, type: string, path: string[]): GraphqlError {
  return {
    message: `Field '${name}' doesn't exist on type '${type}'`,
    path: ['query', ...path],
    extensions: { code: 'undefinedField', typeName: type, fieldName: name },
  };
}

function checkArguments(field: Field, known: FieldType, query: Query, path: string[]): GraphqlError[] {
  const types = known.args ?? {};
  const problems: GraphqlError[] = [];
  for (const name of Object.keys(field.args)) {
    if (types[name] === undefined) {
      problems.push({ message: `Field '${field.name}' doesn't accept argument '${name}'`, path });
    }
  }
  for (const [name, wanted] of Object.entries(types)) {
    const value = field.args[name];
    if (value === undefined || value.kind === 'null') {
      if (wanted.endsWith('!')) {
        problems.push({ message: `Field '${field.name}' is missing required arguments: ${name}`, path });
      }
    } else problems.push(...checkArgument(field, name, wanted, value, query, path));
  }
  return problems;
}

function checkArgument(
  field: Field,
  name: string,
  wanted: ArgumentType,
  value: Value,
  query: Query,
  path: string[],
): GraphqlError[] {
  if (value.kind === 'variable') {
    const declared = query.variables.find((variable) => variable.name === value.name);
    if (!declared) return [{ message: `Variable $${value.name} is used but not declared`, path }];
    const type = `${declared.type}${declared.required ? '!' : ''}`;
    if (type === wanted || type === `${wanted}!`) return [];
    return [
      {
        message: `Type mismatch on variable $${value.name} and argument ${name} (${type} / ${wanted})`,
        path,
      },
    ];
  }
  const literal = 'value' in value ? value.value : null;
  const fits = value.kind !== 'enum' && isOfType(literal, wanted.replace('!', ''));
  if (fits) return [];
  const shown = JSON.stringify(literal);
  return [
    {
      message: `Argument '${name}' on Field '${field.name}' has an invalid value (${shown}). Expected type '${wanted}'.`,
      path,
    },
  ];
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
    if (field.name === '__typename') {
      answer[field.alias] = type;
      continue;
    }
    const known = SCHEMA[type]?.[field.name];
    if (!known) continue;
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
    Object.entries(field.args).map(([name, value]) => {
      const given = value.kind === 'variable' ? variables[value.name] : 'value' in value ? value.value : null;
      return [name, typeof given === 'string' || typeof given === 'number' ? given : null];
    }),
  );
}
