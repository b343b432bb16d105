import { describe, expect, it } from 'vitest';
import { type Surface, validateBlocks } from '../../../../src/sandbox/slack/blocks/index.ts';
import { brokenBlocks } from './broken/blocks.ts';
import { brokenElements } from './broken/elements.ts';
import { brokenFrames } from './broken/frames.ts';
import { brokenRichText } from './broken/rich-text.ts';
import {
  actions,
  alert,
  button,
  card,
  carousel,
  container,
  dataTable,
  iconButton,
  input,
  pie,
  plain,
  richText,
  section,
  segment,
  table,
  taskCard,
  textInput,
  words,
} from './samples.ts';
import { sound } from './sound.ts';

const standing: [type: string, block: unknown, surfaces: Surface[]][] = [
  ['alert', alert(plain('x')), ['modal']],
  ['card', card(), ['message', 'home']],
  ['carousel', carousel(1), ['message', 'home']],
  ['container', container(), ['message']],
  ['context_actions', { type: 'context_actions', elements: [iconButton()] }, ['message']],
  ['data_table', dataTable(), ['message']],
  ['data_visualization', pie(segment()), ['message']],
  ['file', { type: 'file', external_id: 'x', source: 'remote' }, ['message']],
  ['input', input(textInput()), ['modal', 'home']],
  ['markdown', { type: 'markdown', text: 'x' }, ['message']],
  ['plan', { type: 'plan', title: 'x' }, ['message']],
  ['rich_text', richText(words('x')), ['message', 'modal', 'home']],
  ['section', section(), ['message', 'modal', 'home']],
  ['table', table(), ['message']],
  ['task_card', taskCard(), ['message']],
];

const elements: [type: string, block: unknown, at: string, surfaces: Surface[]][] = [
  ['datetimepicker', actions({ type: 'datetimepicker' }), 'elements/0', ['message', 'modal']],
  ['rich_text_input', actions({ type: 'rich_text_input' }), 'elements/0', ['modal', 'home']],
  ['email_text_input', input({ type: 'email_text_input' }), 'element', ['modal']],
  ['file_input', input({ type: 'file_input' }), 'element', ['modal']],
  ['url_text_input', input({ type: 'url_text_input' }), 'element', ['modal']],
  ['plain_text_input', input(textInput()), 'element', ['modal', 'home']],
];

const everywhere: Surface[] = ['message', 'modal', 'home'];

describe('a block', () => {
  it.each(sound)('is accepted: %s', (_, block, surface = 'message') => {
    expect(validateBlocks([block], surface)).toEqual([]);
  });

  it.each([...brokenBlocks, ...brokenElements, ...brokenRichText, ...brokenFrames])(
    'is refused: %s',
    (_, block, pointer, message, surface = 'message') => {
      expect(validateBlocks([block], surface)).toContainEqual({ pointer: `/blocks/0${pointer}`, message });
    },
  );

  it.each(standing)('may stand where Slack lets it: %s', (type, block, surfaces) => {
    const refused = everywhere.filter((surface) => validateBlocks([block], surface).length > 0);
    expect(refused).toEqual(everywhere.filter((surface) => !surfaces.includes(surface)));
    for (const surface of refused)
      expect(validateBlocks([block], surface)[0]).toEqual({
        pointer: '/blocks/0/type',
        message: `unsupported type: ${type}`,
      });
  });

  it.each(elements)('has elements where Slack lets them: %s', (type, block, at, surfaces) => {
    const blames = (surface: Surface) =>
      validateBlocks([block], surface).some(({ pointer }) => pointer === `/blocks/0/${at}/type`);
    // A message refuses the whole input block.
    const asked = everywhere.filter((surface) => at !== 'element' || surface !== 'message');
    expect(asked.filter(blames), type).toEqual(asked.filter((surface) => !surfaces.includes(surface)));
  });

  it('tells each mistake at its own place', () => {
    expect(
      validateBlocks(
        [section(), { type: 'header' }, actions(button({ value: 3, style: 'loud' }))],
        'message',
      ),
    ).toEqual([
      { pointer: '/blocks/1', message: 'missing required field: text' },
      { pointer: '/blocks/2/elements/0/value', message: 'must provide a string' },
      { pointer: '/blocks/2/elements/0/style', message: 'must be a valid enum value' },
    ]);
  });
});
