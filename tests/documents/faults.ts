/** What can be wrong with a page, whatever it is about. Every fault as one line, `path:line what`. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { parseSources } from '../architecture/parse.ts';
import type { Fence, Page } from './page.ts';

/** Fenced blocks that are not of these cannot be checked, and so may not stand in a page. */
const languages = ['json', 'yaml', 'ts', 'js', 'sh', 'markdown', 'text'];

export function faultsOfFences(page: Page): string[] {
  return page.fences.flatMap((fence) => {
    const fault = faultOfFence(fence);
    return fault === null ? [] : [`${page.path}:${fence.line} ${fault}`];
  });
}

function faultOfFence({ language, text }: Fence): string | null {
  if (!languages.includes(language)) return `a block of the language "${language}"`;
  if (language === 'json') {
    try {
      JSON.parse(text);
    } catch (error) {
      return `this is not JSON: ${error}`;
    }
  }
  if (language === 'yaml') {
    const problem = parseAllDocuments(text).flatMap((one) => [...one.errors, ...one.warnings])[0];
    if (problem) return `this is not YAML: ${problem.message.split('\n')[0]}`;
  }
  if (language === 'ts' || language === 'js') {
    const error = parseSources({ [`block.${language}`]: text })[0]?.syntaxErrors[0];
    if (error) return `this does not parse: ${error}`;
  }
  if (language === 'sh') {
    const { status, stderr } = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
    if (status !== 0) return `this is no shell script: ${stderr.trim()}`;
  }
  return null;
}

/** `src/domain/decide`, `webhooks/<event>.ts`, `docs/adr/*.md`: paths in code spans, from the root. */
export function faultsOfPaths(page: Page, root: string): string[] {
  const rooms = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !generated.includes(entry.name))
    .map((entry) => entry.name);
  return page.codes.flatMap(({ text, line }) =>
    text
      .split(/[\s,;()"'=]+/)
      .filter((word) => rooms.includes(word.split('/')[0] ?? '') && word.includes('/'))
      .filter((path) => !isThere(path, root))
      .map((path) => `${page.path}:${line} there is no ${path}`),
  );
}

const generated = ['node_modules', 'dist', 'data', 'coverage', '.git', '.cache'];

function isThere(path: string, root: string): boolean {
  const pattern = path.replaceAll(/<[^>]*>/g, '*').replace(/\/$/, '');
  if (pattern.includes('*')) return globSync(pattern, { cwd: root }).length > 0;
  return existsSync(posix.join(root, pattern));
}

/** Links into the repository must lead to a page, and to a heading of it. */
export function faultsOfLinks(page: Page, pages: Page[], root: string): string[] {
  return page.links.flatMap(({ text, line }) => {
    if (/^[a-z]+:/i.test(text)) return [];
    const [target = '', anchor] = text.split('#');
    const path = target === '' ? page.path : posix.join(posix.dirname(page.path), target);
    const place = `${page.path}:${line}`;
    if (!existsSync(posix.join(root, path))) return [`${place} links to ${path}, which is not there`];
    if (anchor === undefined) return [];
    const isHeading = pages.find((one) => one.path === path)?.anchors.has(anchor) ?? false;
    return isHeading ? [] : [`${place} links to ${text}, but there is no such heading`];
  });
}

/** Paths of somebody's machine mean nothing to others. */
export function faultsOfMachinePaths(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const found = /(?<![\w.:/-])\/(?:home|root|Users|work|workspace)\/[\w.-]+/.exec(line)?.[0];
    return found === undefined ? [] : [`${path}:${index + 1} names ${found}`];
  });
}
