import { findBoxes } from '../boxes/find-boxes.ts';
import type { Evidence } from '../check/evidence.ts';
import { listed, shown } from '../check/shown.ts';
import { guidelines } from '../guidelines/index.ts';
import type { Hint } from './hint.ts';

/** Guidelines with more than one box: nobody can say which is meant, so none of them is touched. */
export function boxesTwice({ text }: Pick<Evidence, 'text'>): Hint[] {
  const byId = Map.groupBy(findBoxes(text.lines.join('\n')), ({ id }) => id);
  const ids = [...byId].flatMap(([id, { length }]) => (length > 1 ? [id] : []));
  if (ids.length === 0) return [];
  const says = `More than one box stands for ${listed(ids.map(named))}, so none of them is set by itself. Leave one.`;
  return [{ about: 'box-twice', line: null, says }];
}

function named(id: string): string {
  return guidelines.find((own) => own.id === id)?.asks ?? shown(id);
}
