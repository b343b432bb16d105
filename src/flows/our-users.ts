import type { Deps } from './deps.ts';

/** Global ids of every GitLab user that we are or have been. */
export async function ourUsers({ gitlab, policy }: Pick<Deps, 'gitlab' | 'policy'>): Promise<number[]> {
  const { id } = await gitlab.whoAmI();
  return [...new Set([id, ...policy().botUsers])];
}
