import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// Several hundred modules are compiled at a start. From the second one on they come from the cache, where
// the temporary directory can be written; where it cannot, nothing is lost but that time.
enableCompileCache();

// Loading makes much garbage once, and V8 would keep the room it took for it ever after. So the young
// generation may not grow before the program is loaded; V8's own factor is 2.
setFlagsFromString('--semi-space-growth-factor=1');
const { run } = await import('./program.ts');
setFlagsFromString('--semi-space-growth-factor=2');

await run();
