import { type Links, plainLinks } from '../links.ts';

/**
 * What one drawing knows and counts; markdown-it carries it through its rules as `env`. `boxes`: whether a
 * click on one does something; `lines`: the source, to tell a box by what stands on its line.
 */
export type Drawing = { links: Links; boxes: 'live' | 'shown'; lines: string[]; openFolds: number };

export const DrawingState = {
  begin(text: string, options: { links?: Links; boxes?: 'live' | 'shown' }): { drawing: Drawing } {
    const { links = plainLinks, boxes = 'shown' } = options;
    return { drawing: { links, boxes, lines: text.split('\n'), openFolds: 0 } };
  },
  /** markdown-it types its `env` as anything; it is always what `begin` made. */
  of(env: { drawing: Drawing }): Drawing {
    return env.drawing;
  },
};
