import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadApps } from '../../../src/adapters/apps/load-apps.ts';
import type { Apps } from '../../../src/ports/apps.ts';
import { type Line, recordingLog } from './recorder.ts';

/** A folder of apps that are written for one test file, and thrown away with it. */
export type AppFolder = {
  path: string;
  /** Writes a module and returns its entry in `apps:`. Each needs a name of its own: Node loads a file once. */
  write(path: string, text: string): string;
  load(entries: string[], timeoutMs?: number): Promise<{ apps: Apps; lines: Line[] }>;
  remove(): void;
};

export function makeAppFolder(): AppFolder {
  const folder = mkdtempSync(join(tmpdir(), 'apps-'));
  return {
    path: folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
      return `./${path}`;
    },
    load: async (entries, timeoutMs = 5000) => {
      const { log, lines } = recordingLog();
      return { apps: await loadApps(entries, folder, { timeoutMs, log }), lines };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
