/** Plain blocks. */
import { limits } from '../../../../../src/sandbox/slack/blocks/limits.ts';
import {
  actions,
  button,
  feedback,
  iconButton,
  input,
  long,
  longUrl,
  marked,
  picture,
  plain,
  richText,
  section,
  textInput,
  times,
  video,
  words,
} from '../samples.ts';
import { inBlock, type Measured } from './measure.ts';

export const blocks: Record<string, Measured> = {
  actions: inBlock(limits.actions.elements, 'items', 'elements', (count) =>
    actions(...times(count, () => button())),
  ),
  'a context': inBlock(limits.context.elements, 'items', 'elements', (count) => ({
    type: 'context',
    elements: times(count, () => plain('Yesterday')),
  })),
  'context actions': inBlock(limits.contextActions.elements, 'items', 'elements', (count) => ({
    type: 'context_actions',
    elements: times(count, () => iconButton()),
  })),
  'the text of a feedback button': inBlock(
    limits.feedbackButton.text,
    'characters',
    'elements/0/positive_button/text/text',
    (count) => ({ type: 'context_actions', elements: [feedback({ text: plain(long(count)) })] }),
  ),
  'the value of a feedback button': inBlock(
    limits.feedbackButton.value,
    'characters',
    'elements/0/positive_button/value',
    (count) => ({ type: 'context_actions', elements: [feedback({ value: long(count) })] }),
  ),
  'the spoken label of a feedback button': inBlock(
    limits.feedbackButton.spokenLabel,
    'characters',
    'elements/0/positive_button/accessibility_label',
    (count) => ({ type: 'context_actions', elements: [feedback({ accessibility_label: long(count) })] }),
  ),
  'those who see an icon button': inBlock(
    limits.iconButton.visibleTo,
    'items',
    'elements/0/visible_to_user_ids',
    (count) => ({
      type: 'context_actions',
      elements: [iconButton({ visible_to_user_ids: times(count, (index) => `U${index}`) })],
    }),
  ),
  'a header': inBlock(limits.header.text, 'characters', 'text/text', (count) => ({
    type: 'header',
    text: plain(long(count)),
  })),
  'the address of an image': inBlock(limits.image.url, 'characters', 'image_url', (count) =>
    picture({ image_url: longUrl(count) }),
  ),
  'the text of an image': inBlock(limits.image.altText, 'characters', 'alt_text', (count) =>
    picture({ alt_text: long(count) }),
  ),
  'the title of an image': inBlock(limits.image.title, 'characters', 'title/text', (count) =>
    picture({ title: plain(long(count)) }),
  ),
  'the label of an input': inBlock(
    limits.input.label,
    'characters',
    'label/text',
    (count) => input(textInput(), { label: plain(long(count)) }),
    'modal',
  ),
  'the hint of an input': inBlock(
    limits.input.hint,
    'characters',
    'hint/text',
    (count) => input(textInput(), { hint: plain(long(count)) }),
    'modal',
  ),
  markdown: inBlock(limits.markdown.text, 'characters', 'text', (count) => ({
    type: 'markdown',
    text: long(count),
  })),
  'the text of a section': inBlock(limits.section.text, 'characters', 'text/text', (count) =>
    section({ text: marked(long(count)) }),
  ),
  'the fields of a section': inBlock(limits.section.fields, 'items', 'fields', (count) =>
    section({ fields: times(count, () => plain('Severity 1')) }),
  ),
  'a field of a section': inBlock(limits.section.field, 'characters', 'fields/0/text', (count) =>
    section({ fields: [plain(long(count))] }),
  ),
  'the text of a video': inBlock(limits.video.altText, 'characters', 'alt_text', (count) =>
    video({ alt_text: long(count) }),
  ),
  'the title of a video': inBlock(limits.video.title, 'characters', 'title/text', (count) =>
    video({ title: plain(long(count)) }),
  ),
  'the author of a video': inBlock(limits.video.author, 'characters', 'author_name', (count) =>
    video({ author_name: long(count) }),
  ),
  'the description of a video': inBlock(limits.video.description, 'characters', 'description/text', (count) =>
    video({ description: plain(long(count)) }),
  ),
  'the provider of a video': inBlock(limits.video.provider, 'characters', 'provider_name', (count) =>
    video({ provider_name: long(count) }),
  ),
  'rich text': inBlock(limits.richText.elements, 'items', 'elements', (count) => ({
    type: 'rich_text',
    elements: times(count, () => richText(words('All quiet')).elements[0]),
  })),
  'the indent of a list': inBlock(limits.richText.indent, 'number', 'elements/0/indent', (count) => ({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: count,
        elements: richText(words('One')).elements,
      },
    ],
  })),
};
