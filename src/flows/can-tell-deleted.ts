import type { Deps } from './deps.ts';

const planner = 15;

/** Planners and above see what is confidential; to others a hidden issue looks like a deleted one. */
export async function canTellDeleted(project: number, { gitlab }: Pick<Deps, 'gitlab'>): Promise<boolean> {
  const { id } = await gitlab.whoAmI();
  return (await gitlab.accessOf(project, id)) >= planner;
}
