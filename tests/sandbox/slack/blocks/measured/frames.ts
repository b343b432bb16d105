/** Alerts, cards and containers. */
import { limits } from '../../../../../src/sandbox/slack/blocks/limits.ts';
import { alert, button, card, carousel, container, long, marked, plain, section, times } from '../samples.ts';
import { inBlock, type Measured } from './measure.ts';

export const frames: Record<string, Measured> = {
  'an alert': inBlock(
    limits.alert.text,
    'characters',
    'text/text',
    (count) => alert(plain(long(count))),
    'modal',
  ),
  'the title of a card': inBlock(limits.card.title, 'characters', 'title/text', (count) =>
    card({ title: marked(long(count)) }),
  ),
  'the subtitle of a card': inBlock(limits.card.subtitle, 'characters', 'subtitle/text', (count) =>
    card({ subtitle: marked(long(count)) }),
  ),
  'the body of a card': inBlock(limits.card.body, 'characters', 'body/text', (count) =>
    card({ body: marked(long(count)) }),
  ),
  'the subtext of a card': inBlock(limits.card.subtext, 'characters', 'subtext/text', (count) =>
    card({ subtext: marked(long(count)) }),
  ),
  'the buttons of a card': inBlock(limits.card.buttons, 'items', 'actions', (count) =>
    card({ actions: times(count, () => button()) }),
  ),
  'a carousel': inBlock(limits.carousel.cards, 'items', 'elements', carousel),
  'the title of a container': inBlock(limits.container.title, 'characters', 'title/text', (count) =>
    container({ title: plain(long(count)) }),
  ),
  'the subtitle of a container': inBlock(limits.container.subtitle, 'characters', 'subtitle/text', (count) =>
    container({ subtitle: marked(long(count)) }),
  ),
  'a container': inBlock(limits.container.blocks, 'items', 'child_blocks', (count) =>
    container({ child_blocks: times(count, () => section()) }),
  ),
};
