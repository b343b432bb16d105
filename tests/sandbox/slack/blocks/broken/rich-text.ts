/** Rich text with one thing wrong. */

import { rich, richList, richText, words } from '../samples.ts';
import type { Broken } from './type.ts';

export const brokenRichText: Broken[] = [
  [
    'an unknown word of rich text',
    richText({ type: 'mention', id: 'U1' }),
    '/elements/0/elements/0/type',
    'unsupported type: mention',
  ],
  [
    'an empty word of rich text',
    richText(words('')),
    '/elements/0/elements/0/text',
    'must be more than 0 characters',
  ],
  [
    'an unknown style of rich text',
    richText(words('x', { style: { blink: true } })),
    '/elements/0/elements/0/style',
    'invalid additional property: blink',
  ],
  [
    'a mention in preformatted text',
    rich({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }),
    '/elements/0/elements/0/type',
    'unsupported type: user',
  ],
  [
    'a list in a list',
    rich(richList({ elements: [richList()] })),
    '/elements/0/elements/0/type',
    'unsupported type: rich_text_list',
  ],
  [
    'a list of an unknown kind',
    rich(richList({ style: 'roman' })),
    '/elements/0/style',
    'must be a valid enum value',
  ],
  [
    'a call to nobody',
    richText({ type: 'broadcast', range: 'nobody' }),
    '/elements/0/elements/0/range',
    'must be a valid enum value',
  ],
];
