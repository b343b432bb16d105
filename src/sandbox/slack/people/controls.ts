import { isObject } from '../http/read.ts';
import type { Block } from '../shown.ts';

type Json = Record<string, unknown>;

/** What a person did to an element, as `actions` of a `block_actions` payload shows it. */
export type Action = Json;

type Found = { blockId: string; element: Json; option: Json | null };

/**
 * The button or the choice of a menu with this on it. Where the same words stand several times, the `action_id`
 * of a button tells which. `blocks` have their ids.
 */
export function actionFor(blocks: readonly Block[], label: string): Action {
  const all = blocks.flatMap(controls);
  const shown = all.filter(({ element, option }) => textOf((option ?? element).text) === label);
  const found =
    shown.length > 0 ? shown : all.filter(({ element, option }) => !option && element.action_id === label);
  const [first] = found;
  if (!first) throw new Error(`there is nothing called ${label} to click`);
  if (found.length > 1) throw new Error(`${label} stands there ${found.length} times: name its action_id`);
  return described(first);
}

function controls(block: Block): Found[] {
  const elements = [
    ...(block.type === 'actions' && Array.isArray(block.elements) ? block.elements : []),
    block.accessory,
    ...(block.dispatch_action === true ? [block.element] : []),
  ].filter(isObject);
  return elements.flatMap((element): Found[] => {
    const found = { blockId: String(block.block_id), element };
    if (element.type === 'button') return [{ ...found, option: null }];
    return optionsOf(element).map((option) => ({ ...found, option }));
  });
}

/** All options of a menu, those in groups too. */
export function optionsOf(element: Json): Json[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : [];
  const lists = [element.options, ...groups.map((group) => group.options)];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
}

export function textOf(text: unknown): string | null {
  return isObject(text) && typeof text.text === 'string' ? text.text : null;
}

function described({ blockId, element, option }: Found): Action {
  const action = { type: element.type, action_id: element.action_id, block_id: blockId };
  if (option === null) {
    const { text, value, url, style } = element;
    return JSON.parse(JSON.stringify({ ...action, text, value, url, style }));
  }
  const several = element.type === 'checkboxes' || String(element.type).startsWith('multi_');
  return { ...action, ...(several ? { selected_options: [option] } : { selected_option: option }) };
}
