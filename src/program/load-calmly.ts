import { setFlagsFromString } from 'node:v8';

/**
 * Loading makes much garbage once, and V8 would keep the room it took for it ever after. So the young
 * generation may not grow before all is loaded; V8's own factor is 2.
 */
export async function loadCalmly<T>(load: () => Promise<T>): Promise<T> {
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return await load();
  } finally {
    setFlagsFromString('--semi-space-growth-factor=2');
  }
}
