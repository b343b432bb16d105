/** Reads TypeScript with TypeScript's own parser: imports of every kind, and the places that reach outside. */
import {
  isCallExpression,
  isElementAccessExpression,
  isExportDeclaration,
  isExternalModuleReference,
  isIdentifier,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isNewExpression,
  isObjectBindingPattern,
  isPropertyAccessExpression,
  isStringLiteral,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API, type Program } from 'typescript/unstable/sync';

/** `specifier` is null when it is computed at run time. `types`: `import type` and its like. */
export type Import = { specifier: string | null; types: boolean; line: number };

export type Reach = { to: 'clock' | 'environment'; by: string; line: number };

export type Source = { path: string; imports: Import[]; reaches: Reach[]; syntaxErrors: string[] };

/** Parses files by their path from the repository's root. Nothing is read from the disk. */
export function parseSources(files: Record<string, string>): Source[] {
  const paths = Object.keys(files);
  const config = {
    compilerOptions: { noLib: true, noResolve: true, allowJs: true, types: [] },
    files: paths,
  };
  const virtual = Object.fromEntries(paths.map((path) => [`/repository/${path}`, files[path] ?? '']));
  const api = new API({
    fs: createVirtualFileSystem({ ...virtual, '/repository/tsconfig.json': JSON.stringify(config) }),
  });
  try {
    const snapshot = api.updateSnapshot({ openProjects: ['/repository/tsconfig.json'] });
    const program = snapshot.getProject('/repository/tsconfig.json')?.program;
    if (!program) throw new Error('TypeScript did not open the sources');
    return paths.map((path) => readSource(path, program));
  } finally {
    api.close();
  }
}

function readSource(path: string, program: Program): Source {
  const file = program.getSourceFile(`/repository/${path}`);
  if (!file) throw new Error(`TypeScript did not parse ${path}`);
  const syntaxErrors = program.getSyntacticDiagnostics(`/repository/${path}`).map((error) => error.text);
  const source: Source = { path, imports: [], reaches: [], syntaxErrors };
  const visit = (node: Node): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const found = importOf(node);
    if (found) source.imports.push({ ...found, line });
    const reach = reachOf(node);
    if (reach) source.reaches.push({ ...reach, line });
    node.forEachChild(visit);
  };
  visit(file);
  return source;
}

function importOf(node: Node): Omit<Import, 'line'> | null {
  if (isImportDeclaration(node)) {
    const types = node.importClause?.phaseModifier === SyntaxKind.TypeKeyword;
    return { specifier: textOf(node.moduleSpecifier), types };
  }
  if (isExportDeclaration(node) && node.moduleSpecifier) {
    return { specifier: textOf(node.moduleSpecifier), types: node.isTypeOnly };
  }
  if (isImportTypeNode(node)) {
    const { argument } = node;
    return { specifier: isLiteralTypeNode(argument) ? textOf(argument.literal) : null, types: true };
  }
  if (isExternalModuleReference(node)) return { specifier: textOf(node.expression), types: false };
  if (isCallExpression(node)) {
    const isImport = node.expression.kind === SyntaxKind.ImportKeyword || isNamed(node.expression, 'require');
    if (isImport) return { specifier: textOf(node.arguments[0]), types: false };
  }
  return null;
}

const clocks = ['Date.now', 'performance.now', 'performance.timeOrigin', 'process.hrtime', 'process.uptime'];

function reachOf(node: Node): Omit<Reach, 'line'> | null {
  if (isNewExpression(node) && isGlobal(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0) {
    return { to: 'clock', by: 'new Date()' };
  }
  if (isCallExpression(node) && isGlobal(node.expression, 'Date')) return { to: 'clock', by: 'Date()' };
  if (
    isVariableDeclaration(node) &&
    isObjectBindingPattern(node.name) &&
    isGlobal(node.initializer, 'process')
  ) {
    const names = node.name.elements.map((element) => element.propertyName ?? element.name);
    if (names.some((name) => isNamed(name, 'env'))) return { to: 'environment', by: '{ env } = process' };
  }
  const member = memberOf(node);
  if (!member) return null;
  const owner = ['Date', 'performance', 'process'].find((name) => isGlobal(member.of, name));
  const by = `${owner}.${member.name}`;
  if (clocks.includes(by)) return { to: 'clock', by };
  if (by === 'process.env') return { to: 'environment', by };
  return null;
}

function memberOf(node: Node): { of: Node; name: string | null } | null {
  if (isPropertyAccessExpression(node)) return { of: node.expression, name: node.name.text };
  if (isElementAccessExpression(node)) return { of: node.expression, name: textOf(node.argumentExpression) };
  return null;
}

function isGlobal(node: Node | undefined, name: string): boolean {
  if (!node) return false;
  const member = memberOf(node);
  return isNamed(node, name) || (isNamed(member?.of, 'globalThis') && member?.name === name);
}

function isNamed(node: Node | undefined, name: string): boolean {
  return node !== undefined && isIdentifier(node) && node.text === name;
}

function textOf(node: Node | undefined): string | null {
  return node && isStringLiteral(node) ? node.text : null;
}
