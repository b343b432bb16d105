import { Liquid, LiquidError, type Variable } from 'liquidjs';
import { TemplateMistake } from './mistake.ts';
import type { TemplateFile } from './template-file.ts';

/** A template that is ready: a pure function from what it may print to Markdown. */
export type Compiled = (view: object) => string;

/** Nothing that reads files, keeps state, or changes a value that is already neutralised. */
const allowedTags = [
  'if',
  'elsif',
  'else',
  'unless',
  'case',
  'when',
  'for',
  'break',
  'continue',
  'assign',
  'comment',
  'raw',
  '#',
];

/**
 * Parses a template and checks every variable in it against `sample`, in branches too that are not
 * taken. Throws a TemplateMistake. There are no filters: values come ready to print, and cutting or
 * replacing in them could undo that.
 */
export function compile(file: TemplateFile, sample: object): Compiled {
  const engine = newEngine();
  const mistake = (error: unknown) => toMistake(file, sample, error);
  try {
    const parsed = engine.parse(file.body);
    for (const variables of Object.values(engine.analyzeSync(parsed, { partials: false }).globals)) {
      for (const variable of variables) checkVariable(file, variable, sample);
    }
    return (view) => {
      try {
        return String(engine.renderSync(parsed, view)).trim();
      } catch (error) {
        throw mistake(error);
      }
    };
  } catch (error) {
    throw mistake(error);
  }
}

function newEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    // `{%- -%}` takes the blanks and one line end, not the empty lines that Markdown needs.
    greedy: false,
    templates: {},
  });
  for (const filter of Object.keys(engine.filters)) engine.unregisterFilter(filter);
  for (const tag of Object.keys(engine.tags)) {
    if (!allowedTags.includes(tag)) delete engine.tags[tag];
  }
  return engine;
}

function checkVariable(file: TemplateFile, variable: Variable, sample: object): void {
  let here: unknown = sample;
  for (const segment of variable.segments) {
    const isObject = typeof here === 'object' && here !== null;
    if (typeof segment !== 'string' || !isObject || !Object.hasOwn(Object(here), segment)) {
      const allowed = namesIn(sample).join(', ');
      const message = `unknown variable "${String(variable)}"; allowed are ${allowed}`;
      throw new TemplateMistake(file.path, variable.location.row, message);
    }
    here = Reflect.get(Object(here), segment);
  }
}

/** The variables of a sample as a template writes them; `timeline[].at` is a property of what a list holds. */
export function namesIn(sample: object, prefix = ''): string[] {
  return Object.entries(sample).flatMap(([key, value]: [string, unknown]) => {
    const name = prefix + key;
    if (Array.isArray(value)) {
      const first: unknown = value[0];
      return typeof first === 'object' && first !== null ? namesIn(first, `${name}[].`) : [`${name}[]`];
    }
    return typeof value === 'object' && value !== null ? namesIn(value, `${name}.`) : [name];
  });
}

function toMistake(file: TemplateFile, sample: object, error: unknown): unknown {
  if (!LiquidError.is(error)) return error;
  const [line = null] = error.token.getPosition();
  const message = error.message.replace(/, line:\d+, col:\d+$/, '');
  return new TemplateMistake(file.path, line, `${message}; ${allowedInstead(message, sample)}`);
}

function allowedInstead(message: string, sample: object): string {
  if (message.includes('filter')) return 'filters are not allowed, values come ready to print';
  if (message.includes('variable')) return `allowed are ${namesIn(sample).join(', ')}`;
  return `allowed tags are ${allowedTags.join(', ')}`;
}
