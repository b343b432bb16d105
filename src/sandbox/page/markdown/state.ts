import { type Links, plainLinks } from '../links.ts';
import { noPictures, type Pictures } from '../pictures.ts';

/**
 * What one drawing knows and counts; markdown-it carries it through its rules as `env`. `boxes`: whether a
 * click on one does something; `lines`: the source, to tell a box by what stands on its line.
 */
export type Drawing = {
  links: Links;
  pictures: Pictures;
  boxes: 'live' | 'shown';
  lines: string[];
  openFolds: number;
};

/** What is left out: links lead outside, pictures are words, and boxes cannot be clicked. */
export type DrawingOptions = Partial<Pick<Drawing, 'links' | 'pictures' | 'boxes'>>;

export const DrawingState = {
  begin(text: string, options: DrawingOptions): { drawing: Drawing } {
    const { links = plainLinks, pictures = noPictures, boxes = 'shown' } = options;
    return { drawing: { links, pictures, boxes, lines: text.split('\n'), openFolds: 0 } };
  },
  /** markdown-it types its `env` as anything; it is always what `begin` made. */
  of(env: { drawing: Drawing }): Drawing {
    return env.drawing;
  },
};
