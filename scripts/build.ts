/** `npm run build`: compiles src/ and webhooks/ into a clean dist/, for the package and the image. */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

// What an earlier build left behind would be shipped with this one.
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
const { status, error } = spawnSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (error) throw error;
process.exitCode = status ?? 1;

// What the compiler leaves behind: style and script of the sandbox's page.
for (const asset of ['page.css', 'page.js']) {
  cpSync(
    new URL(`../src/sandbox/page/${asset}`, import.meta.url),
    new URL(`../dist/src/sandbox/page/${asset}`, import.meta.url),
  );
}
