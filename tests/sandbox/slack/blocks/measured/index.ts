import { blocks } from './blocks.ts';
import { elements } from './elements.ts';
import { figures } from './figures.ts';
import { frames } from './frames.ts';
import type { Measured } from './measure.ts';
import { surfaces } from './surfaces.ts';

export { complaint } from './measure.ts';

/** Every limit of Block Kit. */
export const measured: Record<string, Measured> = {
  ...surfaces,
  ...elements,
  ...blocks,
  ...frames,
  ...figures,
};
