/** Who may know whom. docs/architecture.md shows the same table; tests hold both to it. */

export type Room = {
  /** A folder, with the file beside it that has its name; or a file. */
  path: string;
  /** Rooms whose files may be imported; its own always may. */
  rooms: string[];
  /** As `rooms`, but with `import type` alone. */
  typesOf?: string[];
  /** npm packages, with their subpaths. `x/*`: by subpath alone, since the whole would be slow to load. */
  packages: string[];
  /** Modules of Node, with their subpaths; `*` for all. */
  builtins: string[];
  /** Reaches outside that only few rooms may. */
  may?: ('read-the-clock' | 'read-the-environment' | 'import-by-computed-name')[];
};

const inside = ['src/domain', 'src/ports'];

/** `everything` in `rooms`: what joins the parts knows them all. */
export const everything = '*';

export const rooms: Room[] = [
  {
    path: 'src/domain',
    rooms: [],
    packages: ['@date-fns/tz', 'markdown-it', 'fastest-levenshtein'],
    builtins: ['node:crypto'],
  },
  { path: 'src/ports', rooms: ['src/domain'], packages: [], builtins: [] },
  { path: 'webhooks', rooms: inside, packages: ['zod'], builtins: [] },
  { path: 'src/flows', rooms: inside, packages: [], builtins: [] },
  { path: 'src/commands', rooms: [...inside, 'src/flows'], packages: [], builtins: [] },
  {
    path: 'src/http',
    rooms: [...inside, 'src/flows', 'src/commands'],
    packages: ['express', 'helmet', '@slack/bolt'],
    builtins: ['node:buffer', 'node:crypto', 'node:http', 'node:net', 'node:timers'],
  },
  {
    path: 'src/cli',
    rooms: [...inside, 'src/flows'],
    packages: ['commander'],
    builtins: [],
  },
  { path: 'src/ticker.ts', rooms: ['src/ports'], packages: [], builtins: ['node:timers'] },
  { path: 'src/chores.ts', rooms: ['src/ports', 'src/flows', 'src/ticker.ts'], packages: [], builtins: [] },
  {
    path: 'src/adapters/gitlab',
    rooms: inside,
    packages: ['@gitbeaker/rest', 'zod'],
    builtins: ['node:async_hooks', 'node:crypto', 'node:timers'],
  },
  {
    path: 'src/adapters/slack',
    rooms: inside,
    packages: ['@slack/types', '@slack/web-api', 'zod'],
    builtins: ['node:crypto'],
  },
  {
    path: 'src/adapters/storage',
    rooms: inside,
    packages: ['better-sqlite3', 'kysely', 'pg', 'pg-boss', 'zod', 'date-fns/*'],
    builtins: ['node:crypto', 'node:fs', 'node:path', 'node:timers'],
  },
  {
    path: 'src/adapters/templates',
    rooms: inside,
    packages: ['liquidjs', 'markdown-it', 'yaml', 'zod'],
    builtins: ['node:fs', 'node:path'],
  },
  {
    path: 'src/adapters/apps',
    rooms: inside,
    packages: ['fastest-levenshtein'],
    builtins: ['node:fs', 'node:module', 'node:path', 'node:url'],
    may: ['import-by-computed-name'],
  },
  { path: 'src/adapters/log', rooms: inside, packages: ['pino'], builtins: ['node:async_hooks'] },
  { path: 'src/adapters/metrics', rooms: inside, packages: ['prom-client'], builtins: [] },
  {
    path: 'src/adapters/charts',
    rooms: inside,
    packages: ['@resvg/resvg-js', 'echarts', 'zod'],
    builtins: ['node:child_process', 'node:fs', 'node:module', 'node:path', 'node:stream', 'node:url'],
  },
  { path: 'src/adapters/prometheus', rooms: inside, packages: ['zod'], builtins: [] },
  {
    path: 'src/sandbox',
    rooms: [],
    typesOf: ['src/domain'],
    packages: ['express', 'markdown-it', 'ws', 'zod'],
    builtins: ['*'],
    may: ['read-the-clock'],
  },
  {
    path: 'src/config',
    rooms: ['src/domain'],
    packages: ['zod', 'yaml'],
    builtins: ['node:fs', 'node:net'],
    may: ['read-the-environment'],
  },
  {
    path: 'src/compose',
    rooms: [everything],
    packages: ['zod'],
    builtins: ['*'],
    may: ['read-the-clock'],
  },
  { path: 'src/service.ts', rooms: [everything], packages: [], builtins: ['*'] },
  { path: 'src/sandbox-service.ts', rooms: [everything], packages: [], builtins: ['*'] },
  { path: 'src/examine.ts', rooms: [everything], packages: [], builtins: ['*'] },
  { path: 'src/program', rooms: [everything], packages: [], builtins: ['*'] },
  { path: 'src/main.ts', rooms: [everything], packages: [], builtins: ['*'] },
];
