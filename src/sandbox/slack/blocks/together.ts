/** What no single block can break: rules for all blocks of one message or view. */
import { asText } from './as-text.ts';
import type { BlockError } from './errors.ts';
import { limits } from './limits.ts';
import { countCharacters } from './rules.ts';
import { mayBlockStand, mayElementStand, type Surface } from './surfaces.ts';
import { elementsOf, everyBlock, type Found } from './walk.ts';

function checkSurface(blocks: Found[], surface: Surface): BlockError[] {
  const refuse = ({ value, pointer }: Found) => ({
    pointer: `${pointer}/type`,
    message: `unsupported type: ${asText(value.type)}`,
  });
  return blocks.flatMap((block) =>
    mayBlockStand(asText(block.value.type), surface)
      ? elementsOf(block)
          .filter((element) => !mayElementStand(asText(element.value.type), surface))
          .map(refuse)
      : [refuse(block)],
  );
}

/** Complains about every id but the first of its kind. */
function checkUnique(found: Found[], key: 'block_id' | 'action_id'): BlockError[] {
  const seen = new Set<unknown>();
  return found.flatMap(({ value, pointer }) => {
    const id = value[key];
    if (id === undefined) return [];
    if (seen.has(id))
      return [{ pointer: `${pointer}/${key}`, message: `\`${key}\` "${asText(id)}" already exists` }];
    seen.add(id);
    return [];
  });
}

/** Complains about every block of these types that comes after as many as are allowed. */
function checkCount(blocks: Found[], types: string[], most: number, message: string): BlockError[] {
  return blocks
    .filter((block) => types.includes(asText(block.value.type)))
    .slice(most)
    .map(({ pointer }) => ({ pointer, message }));
}

function checkMarkdown(blocks: Found[], pointer: string): BlockError[] {
  const { most } = limits.blocks.markdownCharacters;
  const said = blocks
    .filter((block) => block.value.type === 'markdown')
    .map(({ value }) => (typeof value.text === 'string' ? countCharacters(value.text) : 0));
  const isOneTooLong = said.some((count) => count > most);
  return !isOneTooLong && said.reduce((sum, count) => sum + count, 0) > most
    ? [{ pointer, message: `markdown blocks must be less than ${most + 1} characters together` }]
    : [];
}

function checkFocus(blocks: Found[]): BlockError[] {
  return blocks
    .flatMap(elementsOf)
    .filter((element) => element.value.focus_on_load === true)
    .slice(1)
    .map(({ pointer }) => ({
      pointer: `${pointer}/focus_on_load`,
      message: 'only one element may have the focus',
    }));
}

/** `pointer`: where the blocks stand. */
export function checkTogether(value: unknown, surface: Surface, pointer: string): BlockError[] {
  const blocks = everyBlock(value, pointer);
  const { tables, charts } = limits.blocks;
  return [
    ...checkSurface(blocks, surface),
    ...checkUnique(blocks, 'block_id'),
    // Within its block alone: rows of a list may well have the same button.
    ...blocks.flatMap((block) => checkUnique(elementsOf(block), 'action_id')),
    ...checkCount(blocks, ['table', 'data_table'], tables.most, 'only_one_table_allowed'),
    ...checkCount(blocks, ['data_visualization'], charts.most, `no more than ${charts.most} charts allowed`),
    ...checkMarkdown(blocks, pointer),
    ...checkFocus(blocks),
  ];
}

/** A modal that asks for something needs a button to send it. `view` is a modal. */
export function checkSubmit(view: { blocks?: unknown; submit?: unknown }, pointer: string): BlockError[] {
  if (view.submit !== undefined) return [];
  return everyBlock(view.blocks, `${pointer}/blocks`)
    .filter((block) => block.value.type === 'input')
    .map((block) => ({
      pointer: `${block.pointer}/input`,
      message: 'must define `submit` to use an `input` block in modals',
    }));
}
