/** `npm run build`: compiles src/ and webhooks/ into a clean dist/, for the package and the image. */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
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

// What the compiler leaves behind: styles and scripts of the sandbox's page, and the fonts of charts.
const assets = { 'src/sandbox/page': ['*.js', 'styles/*.css'], 'src/adapters/charts': ['fonts/*'] };
for (const [directory, patterns] of Object.entries(assets)) {
  const from = new URL(`../${directory}/`, import.meta.url);
  for (const asset of globSync(patterns, { cwd: from })) {
    cpSync(new URL(asset, from), new URL(`../dist/${directory}/${asset}`, import.meta.url));
  }
}
