/** Holds parsed sources against the table of rooms. */
import { posix } from 'node:path';
import type { Import, Source } from './parse.ts';
import { everything, type Room } from './rooms.ts';

/** Every breach of the table as one line, `path:line what`. */
export function findBreaches(sources: Source[], rooms: Room[]): string[] {
  return sources.flatMap((source) => {
    const room = roomOf(source.path, rooms);
    if (!room) return [`${source.path}:1 belongs to no room`];
    const imports = source.imports.flatMap((one) => {
      const reason = judge(one, source.path, room, rooms);
      return reason ? [`${source.path}:${one.line} ${reason}`] : [];
    });
    const reaches = source.reaches.flatMap(({ to, by, line }) =>
      room.may?.includes(`read-the-${to}`) ? [] : [`${source.path}:${line} reads the ${to} (${by})`],
    );
    return [...imports, ...reaches];
  });
}

/** Circles of imports, types included, each as the list of its files. */
export function findCycles(sources: Source[]): string[][] {
  const next = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.flatMap(({ specifier }) => (specifier?.startsWith('.') ? [resolve(path, specifier)] : [])),
    ]),
  );
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push(trail.slice(start));
    if (start >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) walk(path, []);
  return cycles;
}

export function roomOf(path: string, rooms: Room[]): Room | null {
  const isIn = (room: Room) =>
    path === room.path || path === `${room.path}.ts` || path.startsWith(`${room.path}/`);
  return rooms.find(isIn) ?? null;
}

function judge({ specifier, types }: Import, path: string, room: Room, rooms: Room[]): string | null {
  if (specifier === null) {
    return room.may?.includes('import-by-computed-name') ? null : 'imports by a computed name';
  }
  if (specifier.startsWith('.')) return judgeFile(resolve(path, specifier), types, room, rooms);
  if (specifier.startsWith('node:')) {
    if (specifier === 'node:process' && !room.may?.includes('read-the-environment')) {
      return 'imports node:process, which holds the environment: use the global';
    }
    return allows(room.builtins, specifier) ? null : `imports ${specifier}`;
  }
  return allows(room.packages, specifier) ? null : `imports ${specifier}`;
}

function judgeFile(target: string, types: boolean, room: Room, rooms: Room[]): string | null {
  if (!target.endsWith('.ts') && !target.endsWith('.json')) return `imports ${target} without its ending`;
  const targetRoom = roomOf(target, rooms);
  if (!targetRoom) return `imports ${target}, which belongs to no room`;
  if (targetRoom === room || room.rooms.includes(everything) || room.rooms.includes(targetRoom.path)) {
    return null;
  }
  if (room.typesOf?.includes(targetRoom.path)) return types ? null : `imports more than types of ${target}`;
  return `imports ${target}`;
}

export function allows(patterns: string[], specifier: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*')
      ? specifier.startsWith(pattern.slice(0, -1))
      : specifier === pattern || specifier.startsWith(`${pattern}/`),
  );
}

function resolve(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}
