import { withBlockIds } from '../answers/block-ids.ts';
import { isObject } from '../http/read.ts';
import { Refusal } from '../http/refusal.ts';
import type { Deliveries } from '../outgoing/deliver.ts';
import { viewActions, viewClosed, viewSubmission } from '../outgoing/interactions.ts';
import { changeView, closeModals, modalsOf, pushModal, readView } from '../rules/views.ts';
import type { User, View } from '../state.ts';
import type { World } from '../world.ts';
import { actionFor } from './controls.ts';
import { filledIn, missingInputs } from './inputs.ts';

/** What a person does in a modal or App Home. */
export async function clickInView(
  world: World,
  deliveries: Deliveries,
  user: User,
  id: string,
  label: string,
): Promise<void> {
  const view = world.db.views.get(id);
  if (!view || view.user !== user.id) throw new Error(`${user.name} has no such view open`);
  const blocks = blocksOf(view);
  const body = viewActions(world, user, view, filledIn(blocks, {}), actionFor(blocks, label));
  await deliveries.send({ kind: 'interaction', body });
}

export async function submit(
  world: World,
  deliveries: Deliveries,
  user: User,
  values: Record<string, unknown>,
): Promise<{ errors: Record<string, string> }> {
  const view = uppermost(world, user);
  const blocks = blocksOf(view);
  const state = filledIn(blocks, values);
  const missing = missingInputs(blocks, state);
  if (missing.length > 0) throw new Error(`Slack asks ${user.name} to fill in ${missing.join(', ')}`);
  const body = viewSubmission(world, user, view, state);
  const { status, answer } = await deliveries.send({ kind: 'interaction', body });
  // Without an answer the modal stays and says that it had trouble connecting.
  if (status !== 200) return { errors: {} };
  return { errors: react(world, user, view, answer) };
}

export async function closeModal(world: World, deliveries: Deliveries, user: User): Promise<void> {
  const view = uppermost(world, user);
  const closed = view.content.clearOnClose ? modalsOf(world, user.id) : [view];
  closeModals(world, closed);
  const told = closed.filter((one) => one.content.notifyOnClose);
  const bodies = told.map((one) => viewClosed(world, user, one, view.content.clearOnClose));
  await Promise.all(bodies.map((body) => deliveries.send({ kind: 'interaction', body })));
}

/** Does what the app's `response_action` says; the errors it names, by block id. */
function react(world: World, user: User, view: View, answer: unknown): Record<string, string> {
  const action = isObject(answer) ? answer : {};
  try {
    switch (action.response_action) {
      case undefined:
        closeModals(world, [view]);
        return {};
      case 'clear':
        closeModals(world, modalsOf(world, user.id));
        return {};
      case 'update':
        changeView(world, view, readView(action.view, 'modal'));
        return {};
      case 'push':
        pushModal(world, user.id, readView(action.view, 'modal'));
        return {};
      case 'errors':
        return readErrors(action.errors);
      default:
        throw new Refusal(`unknown response_action ${String(action.response_action)}`);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // The person sees that something went wrong; the app learns nothing of it.
    const what = `${error.code} ${JSON.stringify(error.more)}`;
    world.journal.unforeseen.push({ what, where: 'the answer to view_submission' });
    return {};
  }
}

function readErrors(errors: unknown): Record<string, string> {
  if (!isObject(errors)) throw new Refusal('response_action without errors');
  return Object.fromEntries(Object.entries(errors).map(([block, words]) => [block, String(words)]));
}

function uppermost(world: World, user: User): View {
  const view = modalsOf(world, user.id).at(-1);
  if (!view) throw new Error(`${user.name} has no modal open`);
  return view;
}

function blocksOf(view: View): ReturnType<typeof withBlockIds> {
  return withBlockIds(view.rootId, view.content.blocks);
}
