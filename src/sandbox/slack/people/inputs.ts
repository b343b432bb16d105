import { isObject } from '../http/read.ts';
import type { Block } from '../shown.ts';
import { optionsOf, textOf } from './controls.ts';

type Json = Record<string, unknown>;

/** What stands in the inputs of a view, by block id and action id: `view.state.values`. */
export type State = Record<string, Record<string, Json>>;

/** Fills in a view. `values` by block id: a text, the value or text of an option, the id of a user or channel, or a list of those. */
export function filledIn(blocks: readonly Block[], values: Json): State {
  const inputs = blocks.filter((block) => block.type === 'input');
  const strange = Object.keys(values).filter((id) => !inputs.some((block) => block.block_id === id));
  if (strange.length > 0) throw new Error(`the view has no input ${strange.join(', ')}`);
  const state: State = {};
  for (const block of inputs) {
    const id = String(block.block_id);
    if (!isObject(block.element)) continue;
    const value = Object.hasOwn(values, id) ? values[id] : initialOf(block.element);
    const content = contentOf(block.element, value);
    state[id] = { [String(block.element.action_id)]: { type: block.element.type, ...content } };
  }
  return state;
}

/** Labels of inputs that a person cannot leave empty: Slack does not let such a view go. */
export function missingInputs(blocks: readonly Block[], state: State): string[] {
  const empty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);
  return blocks
    .filter((block) => block.type === 'input' && block.optional !== true)
    .filter((block) => {
      const [given] = Object.values(state[String(block.block_id)] ?? {});
      return (
        given === undefined || Object.entries(given).some(([name, value]) => name !== 'type' && empty(value))
      );
    })
    .map((block) => textOf(block.label) ?? String(block.block_id));
}

function initialOf(element: Json): unknown {
  const names = Object.keys(element).filter((name) => name.startsWith('initial_'));
  const [name] = names;
  return name === undefined ? null : element[name];
}

function contentOf(element: Json, value: unknown): Json {
  const list = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  const one = list[0] ?? null;
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { value: one === null || one === '' ? null : String(one) };
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: one === null ? null : optionFor(element, one) };
    case 'multi_static_select':
    case 'checkboxes':
      return { selected_options: list.map((each) => optionFor(element, each)) };
    case 'users_select':
      return { selected_user: one };
    case 'multi_users_select':
      return { selected_users: list };
    case 'channels_select':
      return { selected_channel: one };
    case 'conversations_select':
      return { selected_conversation: one };
    case 'datepicker':
      return { selected_date: one };
    case 'timepicker':
      return { selected_time: one };
    case 'datetimepicker':
      return { selected_date_time: one };
    default:
      throw new Error(`the Slack double does not know how people fill in a ${String(element.type)}`);
  }
}

function optionFor(element: Json, wanted: unknown): Json {
  const found = optionsOf(element).find(
    (option) => option === wanted || option.value === wanted || textOf(option.text) === wanted,
  );
  const named = isObject(wanted)
    ? optionsOf(element).find((option) => option.value === wanted.value)
    : undefined;
  const option = found ?? named;
  if (!option) throw new Error(`there is no choice ${String(wanted)}`);
  return option;
}
