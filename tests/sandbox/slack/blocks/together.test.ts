import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tooLong, validateBlocks, validateView } from '../../../../src/sandbox/slack/blocks/index.ts';
import {
  actions,
  button,
  card,
  container,
  dataTable,
  home,
  input,
  long,
  marked,
  modal,
  pie,
  plain,
  section,
  segment,
  table,
  textInput,
} from './samples.ts';

const message = (...blocks: unknown[]) => validateBlocks(blocks, 'message');

describe('the blocks of a message together', () => {
  it('are a list', () => {
    expect(validateBlocks({ 0: section() }, 'message')).toEqual([
      { pointer: '/blocks', message: 'must provide an array' },
    ]);
    expect(validateBlocks(undefined, 'message')).toHaveLength(1);
    expect(validateBlocks([], 'message')).toEqual([]);
  });

  it('have different ids, also inside a container', () => {
    const again = section({ block_id: 'summary' });
    expect(message(again, section(), again)).toEqual([
      { pointer: '/blocks/2/block_id', message: '`block_id` "summary" already exists' },
    ]);
    expect(message(again, container({ child_blocks: [again] }))).toEqual([
      { pointer: '/blocks/1/child_blocks/0/block_id', message: '`block_id` "summary" already exists' },
    ]);
  });

  it('have different action ids within each block', () => {
    const open = button({ action_id: 'open' });
    expect(message(actions(open, button(), open))).toEqual([
      { pointer: '/blocks/0/elements/2/action_id', message: '`action_id` "open" already exists' },
    ]);
    expect(message(card({ actions: [open, open] }))).toEqual([
      { pointer: '/blocks/0/actions/1/action_id', message: '`action_id` "open" already exists' },
    ]);
    expect(message(section({ accessory: open }), section({ accessory: open }))).toEqual([]);
  });

  it('have one table, of either kind, wherever it stands', () => {
    const refused = (pointer: string) => [{ pointer, message: 'only_one_table_allowed' }];
    expect(message(table(), section(), table())).toEqual(refused('/blocks/2'));
    expect(message(table(), dataTable())).toEqual(refused('/blocks/1'));
    expect(message(table(), container({ child_blocks: [table()] }))).toEqual(
      refused('/blocks/1/child_blocks/0'),
    );
  });

  it('have two charts', () => {
    const chart = pie(segment());
    expect(message(chart, chart)).toEqual([]);
    expect(message(chart, chart, chart)).toEqual([
      { pointer: '/blocks/2', message: 'no more than 2 charts allowed' },
    ]);
  });

  it('have 12,000 characters of markdown', () => {
    const markdown = (characters: number) => ({ type: 'markdown', text: long(characters) });
    expect(message(markdown(6000), markdown(6000))).toEqual([]);
    expect(message(markdown(6000), markdown(6001))).toEqual([
      { pointer: '/blocks', message: 'markdown blocks must be less than 12001 characters together' },
    ]);
  });

  it('are refused when they are too long in total', () => {
    const blocks = (characters: number) => [
      ...Array.from({ length: 4 }, () => section({ text: marked(long(3000)) })),
      section({ text: plain(long(characters)) }),
    ];
    const frame = [...JSON.stringify(blocks(1))].length - 1;
    expect(tooLong(blocks(13_200 - frame))).toBe(false);
    expect(tooLong(blocks(13_201 - frame))).toBe(true);
    expect(tooLong(undefined)).toBe(false);
  });
});

describe('a view', () => {
  it('is a modal or an App Home', () => {
    expect(validateView(modal({ close: plain('Back'), callback_id: 'waive', clear_on_close: true }))).toEqual(
      [],
    );
    expect(validateView(home({ private_metadata: '{}' }))).toEqual([]);
    expect(validateView({ type: 'tab', blocks: [] })).toEqual([
      { pointer: '/view/type', message: 'unsupported type: tab' },
    ]);
    expect(validateView(null)).toEqual([{ pointer: '/view', message: 'must provide an object' }]);
    expect(validateView('{}')).toHaveLength(1);
  });

  it('has the keys of its kind', () => {
    expect(validateView(home({ title: plain('Reviews') }))).toEqual([
      { pointer: '/view', message: 'invalid additional property: title' },
    ]);
    expect(validateView(modal({ title: undefined }))).toEqual([
      { pointer: '/view', message: 'missing required field: title' },
    ]);
    expect(validateView(modal({ title: marked('*Waive*') }))).toEqual([
      { pointer: '/view/title/type', message: 'unsupported type: mrkdwn' },
    ]);
  });

  it('that asks for something has a button to send it', () => {
    const blocks = [section(), input(textInput())];
    expect(validateView(modal({ blocks }))).toEqual([]);
    expect(validateView(modal({ blocks, submit: undefined }))).toEqual([
      {
        pointer: '/view/blocks/1/input',
        message: 'must define `submit` to use an `input` block in modals',
      },
    ]);
    expect(validateView(home({ blocks }))).toEqual([]);
  });

  it('has the focus once', () => {
    const focused = input(textInput({ focus_on_load: true }));
    expect(validateView(modal({ blocks: [focused, input(textInput()), focused] }))).toEqual([
      { pointer: '/view/blocks/2/element/focus_on_load', message: 'only one element may have the focus' },
    ]);
  });

  it('keeps its blocks to the rules of its surface', () => {
    expect(validateView(modal({ blocks: [table(), { type: 'nonsense' }] }))).toEqual([
      { pointer: '/view/blocks/1/type', message: 'unsupported type: nonsense' },
      { pointer: '/view/blocks/0/type', message: 'unsupported type: table' },
    ]);
  });
});

describe('anything else', () => {
  it('is refused without breaking', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (anything) => {
        for (const { pointer, message } of [
          ...validateBlocks(anything, 'message'),
          ...validateBlocks([anything], 'home'),
          ...validateView(anything),
        ])
          expect(`${pointer} ${message}`).toMatch(/^\/(blocks|view)(\/|\s)/);
      }),
    );
  });

  it('is refused where it cannot even be printed', () => {
    const type = [{ toString: '' }];
    expect(validateBlocks([{ type }], 'message').map(({ message }) => message)).toEqual([
      'unsupported type: [{"toString":""}]',
    ]);
  });

  it('is refused wherever it stands in what is sound', () => {
    const anyKey = fc.constantFrom('type', 'elements', 'accessory', 'child_blocks', 'text', 'block_id');
    fc.assert(
      fc.property(anyKey, fc.jsonValue(), (key, value) => {
        const blocks = [container(), actions(button()), section(), card()].map((block) => ({
          ...block,
          [key]: value,
        }));
        expect(Array.isArray(validateBlocks(blocks, 'message'))).toBe(true);
      }),
    );
  });
});
