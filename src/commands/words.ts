import type { Word } from '../domain/message.ts';

export function text(text: string): Word {
  return { kind: 'text', text, styles: [] };
}

/** Something to type, as it is typed. */
export function code(text: string): Word {
  return { kind: 'text', text, styles: ['code'] };
}
