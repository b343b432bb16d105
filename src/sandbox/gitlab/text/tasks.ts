import { blocks } from './markdown.ts';

export type TaskCount = { count: number; done: number };

/**
 * Task items as GitLab counts them: a list item that begins with `[ ]`, `[x]`, `[X]` or `[~]` and has text.
 * `[~]` (15.3+) counts as an item that is not done; whether GitLab does so too is not documented.
 */
export function countTasks(text: string): TaskCount {
  const total: TaskCount = { count: 0, done: 0 };
  const tokens = blocks.parse(text, {});
  tokens.forEach((token, index) => {
    if (token.type !== 'list_item_open' || tokens[index + 1]?.type !== 'paragraph_open') return;
    const box = /^\[([ xX~])\]\s+\S/.exec(tokens[index + 2]?.content ?? '')?.[1];
    if (box === undefined) return;
    total.count += 1;
    if (box.toLowerCase() === 'x') total.done += 1;
  });
  return total;
}
