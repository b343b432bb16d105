/** Puts a fixture where such a thing may stand, and says what is wrong with it. */
import { z } from 'zod';
import {
  type BlockError,
  validateBlocks,
  validateView,
} from '../../../../../src/sandbox/slack/blocks/index.ts';
import { actions, button, input, modal, plain, section, taskCard } from '../samples.ts';
import { fail } from './limits.ts';

type Json = Record<string, unknown>;

const Typed = z.looseObject({ type: z.string() });
const Message = z.object({ blocks: z.unknown().optional(), attachments: z.array(z.unknown()).optional() });

const inMessage = (...blocks: unknown[]) => validateBlocks(blocks, 'message');
const inActions = (element: Json) => inMessage(actions(element));
const inModal = (block: unknown) => validateView(modal({ blocks: [block] }));
const inSelect = (more: Json) => inActions({ type: 'static_select', ...more });
const inSection = (text: unknown) => inMessage(section({ text }));
const inRichText = (element: unknown) => inMessage({ type: 'rich_text', elements: [element] });
const inWorkflow = (workflow: unknown) =>
  inActions({ type: 'workflow_button', text: plain('Run'), workflow });

function checkMessage(fixture: unknown): BlockError[] {
  const { blocks, attachments = [] } = Message.parse(fixture);
  const own = blocks === undefined ? [] : validateBlocks(blocks, 'message');
  return [...own, ...attachments.flatMap(checkMessage)];
}

function checkBlock(fixture: unknown): BlockError[] {
  const { type } = Typed.parse(fixture);
  return type === 'alert' || type === 'input' ? inModal(fixture) : inMessage(fixture);
}

function checkElement(fixture: unknown): BlockError[] {
  const element = Typed.parse(fixture);
  if (element.type === 'image') return inMessage(section({ accessory: element }));
  if (element.type === 'url') return inMessage(taskCard({ sources: [element] }));
  return element.type.endsWith('_input') ? inModal(input(element)) : inActions(element);
}

function checkRichText(fixture: unknown): BlockError[] {
  const { type } = Typed.parse(fixture);
  const isPart = type.startsWith('rich_text_');
  return inRichText(isPart ? fixture : { type: 'rich_text_section', elements: [fixture] });
}

/** Composition objects, by the name of the fixture without what tells it from its like. */
const objects: Record<string, (fixture: unknown) => BlockError[]> = {
  confirmation_dialogue: (fixture) => inActions(button({ confirm: fixture })),
  conversation_filter: (fixture) => inActions({ type: 'conversations_select', filter: fixture }),
  dispatch_action_configuration: (fixture) =>
    inModal(input({ type: 'plain_text_input', dispatch_action_config: fixture })),
  input_parameter: (fixture) =>
    inWorkflow({ trigger: { url: 'https://slack.com/x', customizable_input_parameters: [fixture] } }),
  option: (fixture) => inSelect({ options: [fixture] }),
  option_group: (fixture) => inSelect({ option_groups: [fixture] }),
  text_markdown: inSection,
  text_plaintext: inSection,
  trigger: (fixture) => inWorkflow({ trigger: fixture }),
  workflow: inWorkflow,
};

/** `id`: folder and name. */
export function checkFixture(id: string, fixture: unknown): BlockError[] {
  const [folder = '', name = ''] = id.split('/');
  const kind = name.replace(/_(basic|verbatim|emoji|value_at_limit)$/, '');
  switch (folder) {
    case 'messages':
    case 'attachments':
      return checkMessage(fixture);
    case 'views':
      return validateView(fixture);
    case 'blocks':
      return checkBlock(fixture);
    case 'elements':
      return checkElement(fixture);
    case 'rich_text':
      return checkRichText(fixture);
    default:
      return (objects[kind] ?? fail(id))(fixture);
  }
}
