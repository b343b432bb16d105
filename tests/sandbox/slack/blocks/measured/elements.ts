/** Elements and the objects they are made of. */
import { limits } from '../../../../../src/sandbox/slack/blocks/limits.ts';
import {
  actions,
  button,
  confirm,
  input,
  long,
  longUrl,
  marked,
  option,
  options,
  plain,
  section,
  staticSelect,
  taskCard,
  textInput,
  times,
} from '../samples.ts';
import { inBlock, type Measured } from './measure.ts';

const confirmed = (more: Record<string, unknown>) => actions(button({ confirm: confirm(more) }));
const chosen = (more: Record<string, unknown>) => actions(staticSelect({ options: [option(0, more)] }));
const grouped = (label: string, count: number) => ({ label: plain(label), options: options(count) });

export const elements: Record<string, Measured> = {
  'a text': inBlock(limits.text, 'characters', 'elements/0/text', (count) => ({
    type: 'context',
    elements: [marked(long(count))],
  })),
  'an action id': inBlock(limits.actionId, 'characters', 'elements/0/action_id', (count) =>
    actions(button({ action_id: long(count) })),
  ),
  'a block id': inBlock(limits.blockId, 'characters', 'block_id', (count) =>
    section({ block_id: long(count) }),
  ),
  'the text of a button': inBlock(limits.button.text, 'characters', 'elements/0/text/text', (count) =>
    actions(button({ text: plain(long(count)) })),
  ),
  'the address of a button': inBlock(limits.button.url, 'characters', 'elements/0/url', (count) =>
    actions(button({ url: longUrl(count) })),
  ),
  'the value of a button': inBlock(limits.button.value, 'characters', 'elements/0/value', (count) =>
    actions(button({ value: long(count) })),
  ),
  'the spoken label of a button': inBlock(
    limits.button.spokenLabel,
    'characters',
    'elements/0/accessibility_label',
    (count) => actions(button({ accessibility_label: long(count) })),
  ),
  'the title of a question': inBlock(
    limits.confirm.title,
    'characters',
    'elements/0/confirm/title/text',
    (count) => confirmed({ title: plain(long(count)) }),
  ),
  'the text of a question': inBlock(
    limits.confirm.text,
    'characters',
    'elements/0/confirm/text/text',
    (count) => confirmed({ text: marked(long(count)) }),
  ),
  'the yes of a question': inBlock(
    limits.confirm.confirmButton,
    'characters',
    'elements/0/confirm/confirm/text',
    (count) => confirmed({ confirm: plain(long(count)) }),
  ),
  'the no of a question': inBlock(
    limits.confirm.denyButton,
    'characters',
    'elements/0/confirm/deny/text',
    (count) => confirmed({ deny: plain(long(count)) }),
  ),
  'the text of an option': inBlock(
    limits.option.text,
    'characters',
    'elements/0/options/0/text/text',
    (count) => chosen({ text: plain(long(count)) }),
  ),
  'the value of an option': inBlock(
    limits.option.value,
    'characters',
    'elements/0/options/0/value',
    (count) => chosen({ value: long(count) }),
  ),
  'the description of an option': inBlock(
    limits.option.description,
    'characters',
    'elements/0/options/0/description/text',
    (count) => chosen({ description: plain(long(count)) }),
  ),
  'the address of an option': inBlock(limits.option.url, 'characters', 'elements/0/options/0/url', (count) =>
    actions({ type: 'overflow', options: [option(0, { url: longUrl(count) })] }),
  ),
  'the label of a group of options': inBlock(
    limits.optionGroup.label,
    'characters',
    'elements/0/option_groups/0/label/text',
    (count) => actions(staticSelect({ options: undefined, option_groups: [grouped(long(count), 1)] })),
  ),
  'a group of options': inBlock(
    limits.optionGroup.options,
    'items',
    'elements/0/option_groups/0/options',
    (count) => actions(staticSelect({ options: undefined, option_groups: [grouped('Teams', count)] })),
  ),
  'the placeholder of a menu': inBlock(
    limits.placeholder,
    'characters',
    'elements/0/placeholder/text',
    (count) => actions(staticSelect({ placeholder: plain(long(count)) })),
  ),
  'a menu': inBlock(limits.menu.options, 'items', 'elements/0/options', (count) =>
    actions(staticSelect({ options: options(count) })),
  ),
  'the groups of a menu': inBlock(limits.menu.groups, 'items', 'elements/0/option_groups', (count) =>
    actions(staticSelect({ options: undefined, option_groups: times(count, () => grouped('Team', 1)) })),
  ),
  'an overflow menu': inBlock(limits.overflow.options, 'items', 'elements/0/options', (count) =>
    actions({ type: 'overflow', options: options(count) }),
  ),
  checkboxes: inBlock(limits.checkboxes.options, 'items', 'elements/0/options', (count) =>
    actions({ type: 'checkboxes', options: options(count) }),
  ),
  'radio buttons': inBlock(limits.radioButtons.options, 'items', 'elements/0/options', (count) =>
    actions({ type: 'radio_buttons', options: options(count) }),
  ),
  'the address of a source': inBlock(limits.source.url, 'characters', 'sources/0/url', (count) =>
    taskCard({ sources: [{ type: 'url', url: longUrl(count), text: 'Runbook' }] }),
  ),
  'the files of an input': inBlock(
    limits.fileInput.files,
    'number',
    'element/max_files',
    (count) => input({ type: 'file_input', max_files: count }),
    'modal',
  ),
  'the length of an input': inBlock(
    limits.plainTextInput.typed,
    'number',
    'element/max_length',
    (count) => input(textInput({ max_length: count })),
    'modal',
  ),
  'the lines of a rich text input': inBlock(
    limits.richTextInput.lines,
    'number',
    'element/max_lines',
    (count) => input({ type: 'rich_text_input', max_lines: count }),
    'modal',
  ),
};
