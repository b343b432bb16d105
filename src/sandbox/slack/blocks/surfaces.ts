/**
 * Where blocks and elements may stand. Where Slack's documents and what Slack was seen to do differ, the
 * narrower holds: what we send shall be accepted everywhere.
 */

export type Surface = 'message' | 'modal' | 'home';

const everywhere: Surface[] = ['message', 'modal', 'home'];

/** By block type. */
const blockSurfaces = new Map<string, Surface[]>(
  Object.entries({
    actions: everywhere,
    alert: ['modal'],
    card: ['message', 'home'],
    carousel: ['message', 'home'],
    container: ['message'],
    context: everywhere,
    context_actions: ['message'],
    data_table: ['message'],
    data_visualization: ['message'],
    divider: everywhere,
    file: ['message'],
    header: everywhere,
    image: everywhere,
    input: ['modal', 'home'],
    markdown: ['message'],
    plan: ['message'],
    rich_text: everywhere,
    section: everywhere,
    table: ['message'],
    task_card: ['message'],
    video: everywhere,
  }),
);

/** By element type; one that is not named may stand wherever its block may. */
const elementSurfaces = new Map<string, Surface[]>(
  Object.entries({
    datetimepicker: ['message', 'modal'],
    email_text_input: ['modal'],
    file_input: ['modal'],
    number_input: ['modal'],
    rich_text_input: ['modal', 'home'],
    url_text_input: ['modal'],
    workflow_button: ['message'],
  }),
);

/** True also of a block type that nobody knows: that is said elsewhere. */
export function mayBlockStand(type: string, surface: Surface): boolean {
  return blockSurfaces.get(type)?.includes(surface) ?? true;
}

export function mayElementStand(type: string, surface: Surface): boolean {
  return elementSurfaces.get(type)?.includes(surface) ?? true;
}
