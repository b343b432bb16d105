import { validateBlocks } from '../../../../../src/sandbox/slack/blocks/index.ts';
import { brokenBlocks } from '../broken/blocks.ts';
import { brokenElements } from '../broken/elements.ts';
import { brokenFrames } from '../broken/frames.ts';
import { fail } from './limits.ts';

/** The cases that break no limit, by name: the example of ours that is wrong in the same way. */
export const misuses: Record<string, string> = {
  'table-ragged-rows': 'a ragged table',
  'table-column-settings-mismatch': 'a table with settings of no column',
  'section-missing-content': 'a section that says nothing',
  'static-select-options-and-groups': 'a menu with options and groups',
  'image-url-and-slack-file': 'an image of two places',
  'number-input-inverted-range': 'a number input whose least is more than its most',
  'context-invalid-element': 'a context with a button',
  'input-invalid-element': 'an input that cannot be one',
  'chart-segment-value-not-positive': 'a segment of nothing',
};

const examples = [...brokenBlocks, ...brokenElements, ...brokenFrames];

/** Whether our example is refused for what it is an example of. */
export function isMisuseCaught(name: string): boolean {
  const example = examples.find(([title]) => title === misuses[name]);
  if (example === undefined) return fail(`the case ${name}`);
  const [, block, pointer, message, surface = 'message'] = example;
  return validateBlocks([block], surface).some(
    (error) => error.pointer === `/blocks/0${pointer}` && error.message === message,
  );
}
