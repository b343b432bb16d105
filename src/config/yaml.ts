import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { Path } from './places.ts';

/** Counted from 1. */
export type Position = { line: number; column: number };

/** What makes a text unreadable as YAML, or easy to misread. `path` is empty where no key can be named. */
export type YamlFault = {
  path: Path;
  position: Position;
  found: string;
  allowed: string;
  mend: string | null;
};

export type YamlText = {
  /** The content as plain data; `undefined` when it cannot be read at all. */
  value: unknown;
  faults: YamlFault[];
  /** Where the value of a path begins; where it is missing, the nearest map or list around it. */
  positionOf(path: Path): Position;
  /** Where the last key of a path itself begins. */
  positionOfKey(path: Path): Position;
};

type Walker = { node: unknown; key: unknown };

const manyFaults = 10;

/** Reads a YAML 1.2 text without throwing. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const broken = syntaxFaults(document, text, at);
  const readable = broken.every(({ path }) => path.length > 0);
  const content = readable ? plainData(document, at) : { value: undefined, faults: [] };
  return {
    value: content.value,
    faults: [...broken, ...content.faults, ...(readable ? emptyValues(document, text, at) : [])],
    positionOf: (path) => at(startOf(descend(document, path).node)),
    positionOfKey: (path) => {
      const { key, node } = descend(document, path);
      return at(startOf(isScalar(key) ? key : node));
    },
  };
}

/** One fault for each line: one slip often makes the parser complain several times. */
function syntaxFaults(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => Position,
): YamlFault[] {
  const faults = new Map<number, YamlFault>();
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const position = at(pos[0]);
    if (faults.has(position.line) || faults.size === manyFaults) continue;
    faults.set(position.line, {
      path: code === 'DUPLICATE_KEY' ? pathOfKeyAt(document, pos[0]) : [],
      position,
      found: explained[code] ?? inPlainWords(message),
      allowed: code === 'DUPLICATE_KEY' ? 'each key once in a map' : 'one YAML 1.2 document',
      mend: mends[code] ?? hiddenByComment(text.slice(0, pos[0])),
    });
  }
  const { yaml } = document.directives;
  if (yaml.explicit && yaml.version !== '1.2') {
    faults.set(0, {
      path: [],
      position: { line: 1, column: 1 },
      found: `%YAML ${yaml.version}`,
      allowed: 'YAML 1.2, the default',
      mend: 'take that line out',
    });
  }
  return [...faults.values()];
}

const explained: Record<string, string> = {
  DUPLICATE_KEY: 'a key that stands in the same map already',
  MULTIPLE_DOCS: 'a second document after ---',
  RESOURCE_EXHAUSTION: 'brackets nested too deep',
  TAB_AS_INDENT: 'a tab as indentation',
};

const mends: Record<string, string> = {
  BLOCK_AS_IMPLICIT_KEY: 'put a value that holds ": " in quotes',
  DUPLICATE_KEY: 'keep one of the two',
  TAB_AS_INDENT: 'indent with spaces',
};

/** `[a, #b]` never ends, since # begins a comment. Looks for the last such place before the parser gave up. */
function hiddenByComment(textBefore: string): string | null {
  const word = [...textBefore.matchAll(/[[{,:-][^\S\n]+(#[^\s#,\]}]+)/g)].at(-1)?.[1];
  return word === undefined ? null : `# begins a comment: if ${word} is meant as text, put it in quotes`;
}

function plainData(
  document: Document.Parsed,
  at: (offset: number) => Position,
): { value: unknown; faults: YamlFault[] } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), faults: [] };
  } catch (error) {
    // Aliases are followed here alone: one without an anchor, or thousands of them that unfold each other.
    if (!(error instanceof ReferenceError)) throw error;
    const fault = {
      path: [],
      position: at(startOf(culprit(document))),
      found: inPlainWords(error.message),
      allowed: 'aliases (*name) of anchors (&name) above them, a hundred values at most',
      mend: null,
    };
    return { value: undefined, faults: [fault] };
  }
}

/** The first alias without an anchor; where all have one, the last alias. */
function culprit(document: Document.Parsed): unknown {
  let found: unknown = null;
  visit(document, {
    Alias(_key, alias) {
      found = alias;
      return alias.resolve(document) === undefined ? visit.BREAK : undefined;
    },
  });
  return found;
}

/**
 * Keys and list items with nothing behind them. They would count as null, and null turns things off:
 * `channel: #general` says the same as `channel: null`, since # begins a comment.
 */
function emptyValues(document: Document.Parsed, text: string, at: (offset: number) => Position): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Scalar(key, scalar, ancestors) {
      if (key === 'key' || scalar.value !== null || scalar.source || !scalar.range) return;
      if (ancestors.length < 2) return;
      const comment = /^[^\S\n]*(#[^\s#]\S*)/.exec(text.slice(scalar.range[0]))?.[1];
      faults.push({
        path: pathOf(ancestors, scalar),
        position: at(scalar.range[0]),
        found: comment === undefined ? 'nothing' : `nothing but the comment ${comment}`,
        allowed: 'a value; null where the default is null',
        mend:
          comment === undefined
            ? 'take the key out to have its default'
            : `# begins a comment: write ${JSON.stringify(comment)} in quotes`,
      });
    },
  });
  return faults;
}

/** The way from the top to a node, given all that it stands in. */
function pathOf(ancestors: readonly unknown[], node: unknown): Path {
  const path: PropertyKey[] = [];
  for (const [index, parent] of ancestors.entries()) {
    const child = ancestors[index + 1] ?? node;
    if (isPair(parent) && isScalar(parent.key)) path.push(String(parent.key.value));
    if (isSeq(parent)) path.push(parent.items.indexOf(child));
  }
  return path;
}

function pathOfKeyAt(document: Document.Parsed, offset: number): Path {
  let path: Path = [];
  visit(document, {
    Pair(_key, pair, ancestors) {
      if (isScalar(pair.key) && pair.key.range?.[0] === offset)
        path = pathOf([...ancestors, pair], pair.value);
    },
  });
  return path;
}

function descend(document: Document.Parsed, path: Path): Walker {
  let walker: Walker = { node: document.contents, key: null };
  for (const name of path) {
    const within = isAlias(walker.node) ? walker.node.resolve(document) : walker.node;
    const next = stepInto(within, name);
    if (next === null) return { node: walker.node, key: null };
    walker = next;
  }
  return walker;
}

function stepInto(node: unknown, name: PropertyKey): Walker | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(name));
    return pair ? { node: pair.value ?? pair.key, key: pair.key } : null;
  }
  if (isSeq(node)) {
    const item = node.items[Number(name)];
    return item === undefined ? null : { node: item, key: null };
  }
  return null;
}

function startOf(node: unknown): number {
  const ranged = isAlias(node) || isScalar(node) || isMap(node) || isSeq(node);
  return ranged ? (node.range?.[0] ?? 0) : 0;
}

/** The parser's own words, without the vocabulary of its specification. */
function inPlainWords(message: string): string {
  const plain = message
    .replace(/^flow sequence.*end with a ]$/i, 'a [ without its ]')
    .replace(/^flow map.*end with a }$/i, 'a { without its }')
    .replace(/flow sequence/i, 'a list in [ ]')
    .replace(/flow map/i, 'a map in { }')
    .replace(/^Nested mappings are.*$/i, 'a second ": " on one line')
    .replace(/^Missing closing (.)quote$/i, 'a $1 without the second $1');
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}
