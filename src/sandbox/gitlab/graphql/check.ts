import { has } from '../settings.ts';
import type { Field, Query, Value } from './parse.ts';
import { type ArgumentType, type FieldType, type GraphqlContext, SCHEMA } from './schema.ts';

export type GraphqlError = { message: string; path?: string[]; extensions?: Record<string, unknown> };

type Checked = { query: Query; context: GraphqlContext };

/** Everything that is wrong with a query before it is run, in the words of GitLab's GraphQL library. */
export function checkQuery(
  query: Query,
  variables: Record<string, unknown>,
  context: GraphqlContext,
): GraphqlError[] {
  const path = [query.operation];
  const faults = checkFields(query.fields, 'Query', { query, context }, path);
  return faults.length > 0 ? faults : checkVariables(query, variables);
}

function checkVariables(query: Query, given: Record<string, unknown>): GraphqlError[] {
  return query.variables.flatMap(({ name, type, required }) => {
    const value = given[name];
    const missing = value === undefined || value === null;
    if (missing ? !required : isOfType(value, type)) return [];
    const full = `${type}${required ? '!' : ''}`;
    const message = `Variable $${name} of type ${full} was provided invalid value`;
    return [{ message, extensions: { value: value ?? null } }];
  });
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'Int') return typeof value === 'number';
  if (type === 'IssueID') return typeof value === 'string' && /^gid:\/\/gitlab\/Issue\/\d+$/.test(value);
  if (type === 'ID') return typeof value === 'string' || typeof value === 'number';
  return typeof value === 'string';
}

function checkFields(
  fields: readonly Field[],
  type: string,
  checked: Checked,
  path: string[],
): GraphqlError[] {
  return fields.flatMap((field): GraphqlError[] => {
    if (field.name === '__typename') return [];
    const here = [...path, field.alias];
    const known = knownField(field.name, type, checked.context);
    if (!known) return [undefinedField(field.name, type, here)];
    return [
      ...checkArguments(field, known, checked.query, here),
      ...checkSelections(field, known, here),
      ...(known.type === undefined ? [] : checkFields(field.selections, known.type, checked, here)),
    ];
  });
}

/** A field that only this double lacks is held against the test, unless the imitated version has none either. */
function knownField(name: string, type: string, { world }: GraphqlContext): FieldType | undefined {
  const known = SCHEMA[type]?.[name];
  if (!known) world.journal.unforeseen.push({ what: `GraphQL field ${name}`, where: `type ${type}` });
  const tooNew = known?.since !== undefined && !has(world.settings, known.since);
  return tooNew ? undefined : known;
}

function undefinedField(name: string, type: string, path: string[]): GraphqlError {
  return {
    message: `Field '${name}' doesn't exist on type '${type}'`,
    path,
    extensions: { code: 'undefinedField', typeName: type, fieldName: name },
  };
}

function checkSelections(field: Field, known: FieldType, path: string[]): GraphqlError[] {
  const wants = known.type !== undefined;
  if (wants === field.selections.length > 0) return [];
  const message = wants
    ? `Field must have selections (field '${field.name}' returns ${known.type} but has no selections.)`
    : `Selections can't be made on scalars (field '${field.name}')`;
  return [{ message, path, extensions: { code: 'selectionMismatch', nodeName: `field '${field.name}'` } }];
}

function checkArguments(field: Field, known: FieldType, query: Query, path: string[]): GraphqlError[] {
  const types = known.args ?? {};
  const strange = Object.keys(field.args).filter((name) => types[name] === undefined);
  return [
    ...strange.map((name) => ({
      message: `Field '${field.name}' doesn't accept argument '${name}'`,
      path,
      extensions: { code: 'argumentNotAccepted', name: field.name, argumentName: name },
    })),
    ...Object.entries(types).flatMap(([name, wanted]) => checkArgument(field, name, wanted, query, path)),
  ];
}

function checkArgument(
  field: Field,
  name: string,
  wanted: ArgumentType,
  query: Query,
  path: string[],
): GraphqlError[] {
  const value = field.args[name];
  if (value === undefined || value.kind === 'null') {
    if (!wanted.endsWith('!')) return [];
    const message = `Field '${field.name}' is missing required arguments: ${name}`;
    return [{ message, path, extensions: { code: 'missingRequiredArguments', arguments: name } }];
  }
  if (value.kind === 'variable') return checkVariableUse(name, wanted, value.name, query, path);
  if (value.kind !== 'enum' && isOfType(value.value, wanted.replace('!', ''))) return [];
  const shown = JSON.stringify(value.value);
  const message = `Argument '${name}' on Field '${field.name}' has an invalid value (${shown}). Expected type '${wanted}'.`;
  return [{ message, path, extensions: { code: 'argumentLiteralsIncompatible', argumentName: name } }];
}

function checkVariableUse(
  argument: string,
  wanted: ArgumentType,
  name: string,
  query: Query,
  path: string[],
): GraphqlError[] {
  const declared = query.variables.find((variable) => variable.name === name);
  if (!declared) {
    const message = `Variable $${name} is used but not declared`;
    return [{ message, path, extensions: { code: 'variableNotDefined', variableName: name } }];
  }
  const type = `${declared.type}${declared.required ? '!' : ''}`;
  if (type === wanted || type === `${wanted}!`) return [];
  const message = `Type mismatch on variable $${name} and argument ${argument} (${type} / ${wanted})`;
  return [{ message, path, extensions: { code: 'variableMismatch', variableName: name } }];
}

/** The value an argument has in this request. */
export function givenValue(value: Value, variables: Record<string, unknown>): string | number | null {
  const given = value.kind === 'variable' ? variables[value.name] : 'value' in value ? value.value : null;
  return typeof given === 'string' || typeof given === 'number' ? given : null;
}
