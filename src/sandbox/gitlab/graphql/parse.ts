/** The part of GraphQL's language that a client of ours may use: one query, selections, arguments, variables. */
export type Value =
  | { kind: 'string' | 'enum'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  | { kind: 'variable'; name: string };

export type Field = { alias: string; name: string; args: Record<string, Value>; selections: Field[] };

export type Variable = { name: string; type: string; required: boolean };

export type Query = { operation: 'query' | 'mutation'; variables: Variable[]; fields: Field[] };

/** A text that is no GraphQL, in GitLab's words: `Expected …, actual: …`. */
export class SyntaxFault extends Error {}

type Tokens = { peek(): string | undefined; take(): string; expect(token: string): void };

const TOKEN =
  /\s+|,|#[^\n]*|("""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|-?\d+(?:\.\d+)?|[A-Za-z_]\w*|\.\.\.|[{}()[\]:!$@=])/gy;

export function parseQuery(source: string): Query {
  const tokens = tokenize(source);
  const query: Query = { operation: 'query', variables: [], fields: [] };
  if (tokens.peek() !== '{') {
    const operation = tokens.take();
    if (operation !== 'query' && operation !== 'mutation') throw unexpected(operation);
    query.operation = operation;
    if (isName(tokens.peek())) tokens.take();
    if (tokens.peek() === '(') query.variables = readVariables(tokens);
  }
  query.fields = readSelections(tokens);
  if (tokens.peek() !== undefined) throw unexpected(tokens.peek());
  return query;
}

function tokenize(source: string): Tokens {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new SyntaxFault(`Expected NAME, actual: UNKNOWN_CHAR ("${source.charAt(at)}")`);
    if (match[1] !== undefined) found.push(match[1]);
  }
  let position = 0;
  const take = (): string => {
    const token = found[position];
    if (token === undefined) throw new SyntaxFault('Unexpected end of document');
    position += 1;
    return token;
  };
  const expect = (wanted: string): void => {
    const token = take();
    if (token !== wanted) throw unexpected(token);
  };
  return { peek: () => found[position], take, expect };
}

function readSelections(tokens: Tokens): Field[] {
  const fields: Field[] = [];
  tokens.expect('{');
  while (tokens.peek() !== '}') fields.push(readField(tokens));
  tokens.expect('}');
  if (fields.length === 0) throw unexpected('}');
  return fields;
}

function readField(tokens: Tokens): Field {
  let name = readName(tokens);
  const alias = name;
  if (tokens.peek() === ':') {
    tokens.take();
    name = readName(tokens);
  }
  const args: Record<string, Value> = {};
  if (tokens.peek() === '(') {
    tokens.take();
    while (tokens.peek() !== ')') {
      const argument = readName(tokens);
      tokens.expect(':');
      args[argument] = readValue(tokens);
    }
    tokens.expect(')');
  }
  return { alias, name, args, selections: tokens.peek() === '{' ? readSelections(tokens) : [] };
}

function readVariables(tokens: Tokens): Variable[] {
  const variables: Variable[] = [];
  tokens.expect('(');
  while (tokens.peek() !== ')') {
    tokens.expect('$');
    const name = readName(tokens);
    tokens.expect(':');
    const type = readName(tokens);
    const required = tokens.peek() === '!';
    if (required) tokens.take();
    variables.push({ name, type, required });
  }
  tokens.expect(')');
  return variables;
}

function readValue(tokens: Tokens): Value {
  const token = tokens.take();
  if (token === '$') return { kind: 'variable', name: readName(tokens) };
  if (token.startsWith('"""')) return { kind: 'string', value: token.slice(3, -3) };
  if (token.startsWith('"')) return { kind: 'string', value: readString(token) };
  if (/^-?\d/.test(token)) return { kind: 'number', value: Number(token) };
  if (token === 'true' || token === 'false') return { kind: 'boolean', value: token === 'true' };
  if (token === 'null') return { kind: 'null' };
  if (isName(token)) return { kind: 'enum', value: token };
  throw unexpected(token);
}

function readString(token: string): string {
  const value: unknown = JSON.parse(token);
  if (typeof value !== 'string') throw unexpected(token);
  return value;
}

function readName(tokens: Tokens): string {
  const token = tokens.take();
  if (!isName(token)) throw unexpected(token);
  return token;
}

function isName(token: string | undefined): token is string {
  return token !== undefined && /^[A-Za-z_]\w*$/.test(token);
}

function unexpected(token: string | undefined): SyntaxFault {
  return new SyntaxFault(`Expected NAME, actual: ${token ?? 'end of document'}`);
}
