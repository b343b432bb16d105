/**
 * Runs the steps of a Dockerfile without Docker: a stage is a directory, COPY copies what .dockerignore
 * lets through, RUN runs in a shell. The base image is Node, npm and the few tools that a slim image has;
 * above all it has no compiler and no Python.
 */
import { execFile } from 'node:child_process';
import {
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import type { Instruction, Stage } from './dockerfile.ts';

/** A stage after its steps: where its files are, and how it is to be started. */
export type Built = {
  directory: string;
  workdir: string;
  env: Record<string, string>;
  user: string | null;
  instructions: Instruction[];
};

/** Runs every stage; throws with what a step printed when it fails. */
export async function replay(
  stages: Stage[],
  context: string,
  into: string,
  base: string,
  npm: Record<string, string>,
): Promise<Map<string, Built>> {
  const ignored = readIgnore(context);
  const built = new Map<string, Built>();
  for (const [number, stage] of stages.entries()) {
    const name = stage.name || `stage-${number}`;
    const directory = join(into, name);
    mkdirSync(directory, { recursive: true });
    const state: Built = {
      directory,
      workdir: directory,
      env: { PATH: base },
      user: null,
      instructions: stage.instructions,
    };
    for (const instruction of stage.instructions) {
      await step(instruction, state, { context, ignored, built, npm });
    }
    built.set(name, state);
  }
  return built;
}

type Surroundings = {
  context: string;
  ignored: (path: string) => boolean;
  built: Map<string, Built>;
  npm: Record<string, string>;
};

async function step(instruction: Instruction, state: Built, around: Surroundings): Promise<void> {
  switch (instruction.kind) {
    case 'WORKDIR':
      state.workdir = join(state.directory, instruction.value);
      mkdirSync(state.workdir, { recursive: true });
      return;
    case 'ENV':
      state.env[instruction.name] = instruction.value;
      return;
    case 'USER':
      state.user = instruction.value;
      return;
    case 'COPY':
      for (const source of instruction.sources) copy(source, instruction, state, around);
      return;
    case 'RUN':
      return run(instruction.command, state, around.npm);
    default:
      return;
  }
}

function copy(
  source: string,
  { from, target }: Extract<Instruction, { kind: 'COPY' }>,
  state: Built,
  around: Surroundings,
): void {
  const stage = from === null ? null : around.built.get(from);
  if (stage === undefined) throw new Error(`COPY --from=${from}: there is no such stage`);
  const origin = join(stage?.directory ?? around.context, source);
  if (stage === null && around.ignored(source)) throw new Error(`COPY ${source}: .dockerignore hides it`);
  // As Docker does: a file goes into a target with a slash at its end, of a directory the content is copied.
  const isInto = target.endsWith('/') && statSync(origin).isFile();
  const destination = join(state.workdir, target, isInto ? basename(source) : '');
  if (stage !== null) {
    linkTree(origin, destination);
  } else {
    const filter = (path: string) => !around.ignored(relative(around.context, path));
    cpSync(origin, destination, { recursive: true, filter });
  }
}

/** A stage that was built does not change any more, so its files need not be written twice. */
function linkTree(origin: string, destination: string): void {
  mkdirSync(destination, { recursive: true });
  for (const entry of readdirSync(origin, { withFileTypes: true })) {
    const [from, to] = [join(origin, entry.name), join(destination, entry.name)];
    if (entry.isDirectory()) linkTree(from, to);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else linkSync(from, to);
  }
}

async function run(command: string, state: Built, npm: Record<string, string>): Promise<void> {
  // There is no other root here: such a path would lead out of the stage.
  if (/(^|[\s=])\//.test(command)) throw new Error(`RUN ${command}: names an absolute path`);
  await promisify(execFile)(join(state.env.PATH ?? '', 'sh'), ['-ec', command], {
    cwd: state.workdir,
    env: { ...npm, ...state.env },
    timeout: 5 * 60_000,
  });
}

/** .dockerignore: the last pattern that matches a path, or a folder above it, decides. */
export function readIgnore(context: string): (path: string) => boolean {
  const patterns = readFileSync(join(context, '.dockerignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const unknown = patterns.find((pattern) => pattern !== '*' && /[*?[\]\\]/.test(pattern));
  if (unknown) throw new Error(`the pattern ${unknown} is not known here`);
  return (path) => {
    const parts = path.split(sep);
    const ways = parts.map((_, end) => parts.slice(0, end + 1).join('/'));
    const last = patterns.findLast((pattern) => pattern === '*' || ways.includes(pattern.replace(/^!/, '')));
    return path !== '' && last !== undefined && !last.startsWith('!');
  };
}
