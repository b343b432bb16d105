/** The rules that the schemas of blocks are made of, each with what Slack says when it is broken. */
import { z } from 'zod';
import type { Range } from './limits.ts';

/** Slack counts Unicode code points: an emoji outside the basic plane is one character, not two. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** A string of so many characters. */
export function characters(range: Range) {
  return z.string().superRefine((text, context) => {
    const count = countCharacters(text);
    if (range.least !== undefined && count < range.least)
      context.addIssue({ code: 'custom', message: `must be more than ${range.least - 1} characters` });
    if (range.most !== undefined && count > range.most)
      context.addIssue({ code: 'custom', message: `must be less than ${range.most + 1} characters` });
  });
}

/** An id or a name: anything but nothing. */
export const name = characters({ least: 1 });

/** An address of so many characters, of any scheme. */
export function url(range: Range) {
  return characters({ least: 1, ...range }).refine((text) => URL.canParse(text), 'must be a valid URL');
}

export function httpsUrl(range: Range) {
  return url(range).refine((text) => text.startsWith('https://'), 'must be an https URL');
}

/** A list of so many items. */
export function list<Item extends z.ZodType>(item: Item, range: Range) {
  return z
    .array(item)
    .min(range.least ?? 0, `must provide at least ${range.least} items`)
    .max(range.most ?? Number.MAX_SAFE_INTEGER, `no more than ${range.most} items allowed`);
}

/** A whole number. */
export function whole(range: Range) {
  return z
    .number()
    .refine(Number.isInteger, 'must provide an integer')
    .refine((value) => range.least === undefined || value >= range.least, {
      message: `must be greater than ${(range.least ?? 0) - 1}`,
    })
    .refine((value) => range.most === undefined || value <= range.most, {
      message: `must be less than ${(range.most ?? 0) + 1}`,
    });
}

/** A string of this form. `example` stands in the message. */
export function formatted(form: RegExp, example: string) {
  return z.string().refine((text) => form.test(text), `must be of the format ${example}`);
}

/** Complains about one key of an object, or about the object itself. */
export function complain(context: z.RefinementCtx, message: string, ...path: (string | number)[]): void {
  context.addIssue({ code: 'custom', message, path });
}

/** Whether exactly one of two keys is there; complains otherwise. */
export function requireOneOf(
  value: Record<string, unknown>,
  one: string,
  other: string,
  context: z.RefinementCtx,
): void {
  const given = [one, other].filter((key) => value[key] !== undefined);
  if (given.length !== 1) complain(context, `must provide either ${one} or ${other}`);
}
