import { enableCompileCache } from 'node:module';
import { loadCalmly } from './program/load-calmly.ts';

// Several hundred modules are compiled at a start. From the second one on they come from the cache, where
// the temporary directory can be written; where it cannot, nothing is lost but that time.
enableCompileCache();

const { run } = await loadCalmly(() => import('./program.ts'));

await run();
