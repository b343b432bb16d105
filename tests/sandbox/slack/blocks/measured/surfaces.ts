/** Messages and views. */
import { validateBlocks } from '../../../../../src/sandbox/slack/blocks/index.ts';
import { limits } from '../../../../../src/sandbox/slack/blocks/limits.ts';
import { home, long, modal, plain, section, times } from '../samples.ts';
import { inView, type Measured } from './measure.ts';

export const surfaces: Record<string, Measured> = {
  'a message': {
    range: limits.blocks.message,
    counts: 'items',
    at: '/blocks',
    check: (count) =>
      validateBlocks(
        times(count, () => section()),
        'message',
      ),
  },
  'a modal': inView(limits.blocks.modal, 'items', 'blocks', (count) =>
    modal({ blocks: times(count, () => section()) }),
  ),
  'an App Home': inView(limits.blocks.home, 'items', 'blocks', (count) =>
    home({ blocks: times(count, () => section()) }),
  ),
  'the title of a view': inView(limits.view.title, 'characters', 'title/text', (count) =>
    modal({ title: plain(long(count)) }),
  ),
  'the submit of a view': inView(limits.view.submit, 'characters', 'submit/text', (count) =>
    modal({ submit: plain(long(count)) }),
  ),
  'the close of a view': inView(limits.view.close, 'characters', 'close/text', (count) =>
    modal({ close: plain(long(count)) }),
  ),
  'the private metadata of a view': inView(
    limits.view.privateMetadata,
    'characters',
    'private_metadata',
    (count) => modal({ private_metadata: long(count) }),
  ),
  'the callback id of a view': inView(limits.view.callbackId, 'characters', 'callback_id', (count) =>
    home({ callback_id: long(count) }),
  ),
  'the external id of a view': inView(limits.view.externalId, 'characters', 'external_id', (count) =>
    home({ external_id: long(count) }),
  ),
};
