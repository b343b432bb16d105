/** Goes through blocks that may be wrong in any way: what is no object is left to the schema. */
import { asText } from './as-text.ts';

type Json = Record<string, unknown>;

/** A block or an element, and the JSON pointer to it. */
export type Found = { value: Json; pointer: string };

function objectsIn(value: unknown, pointer: string): Found[] {
  const isList = Array.isArray(value);
  const items: unknown[] = isList ? value : [value];
  return items.flatMap((item, index) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? [{ value: { ...item }, pointer: isList ? `${pointer}/${index}` : pointer }]
      : [],
  );
}

/** Keys under which a block has others. Only one level deep: no block that nests may stand in another. */
const nested = new Map([
  ['container', 'child_blocks'],
  ['carousel', 'elements'],
]);

/** The blocks, each with those inside it, in the order in which they stand. */
export function everyBlock(blocks: unknown, pointer: string): Found[] {
  return objectsIn(blocks, pointer).flatMap((block) => {
    const key = nested.get(asText(block.value.type));
    return key === undefined ? [block] : [block, ...objectsIn(block.value[key], `${block.pointer}/${key}`)];
  });
}

/** Keys under which a block has elements, by the block's type. */
const holders = new Map([
  ['actions', 'elements'],
  ['context_actions', 'elements'],
  ['section', 'accessory'],
  ['input', 'element'],
  ['card', 'actions'],
]);

/** The interactive elements of one block. */
export function elementsOf({ value, pointer }: Found): Found[] {
  const key = holders.get(asText(value.type));
  return key === undefined ? [] : objectsIn(value[key], `${pointer}/${key}`);
}
