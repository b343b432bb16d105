import { validateView } from '../blocks/index.ts';
import { isObject } from '../http/read.ts';
import { invalidArguments, Refusal } from '../http/refusal.ts';
import { newId } from '../ids.ts';
import type { View, ViewContent } from '../state.ts';
import type { World } from '../world.ts';
import { listOfBlocks } from './check-blocks.ts';

/** 250 kB. */
const LARGEST_VIEW = 250_000;

/** A modal, and two pushed upon it. */
const MOST_MODALS = 3;

export const VIEW_ERRORS = ['duplicate_external_id', 'view_too_large'];

/** What the app sent as a view, checked. */
export function readView(given: unknown, type: View['type']): ViewContent {
  if (JSON.stringify(given).length > LARGEST_VIEW) throw new Refusal('view_too_large');
  if (!isObject(given)) throw invalidArguments('must provide an object [json-pointer:/view]');
  if (given.type !== type) throw invalidArguments(`must be of type ${type} [json-pointer:/view/type]`);
  const errors = validateView(given).map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  if (errors.length > 0) throw invalidArguments(...errors);
  const text = (value: unknown): string | null =>
    isObject(value) && typeof value.text === 'string' ? value.text : null;
  const plain = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    title: text(given.title),
    submit: text(given.submit),
    close: text(given.close),
    blocks: listOfBlocks(given.blocks) ?? [],
    privateMetadata: plain(given.private_metadata),
    callbackId: plain(given.callback_id),
    externalId: plain(given.external_id),
    clearOnClose: given.clear_on_close === true,
    notifyOnClose: given.notify_on_close === true,
  };
}

export function modalsOf(world: World, user: string): View[] {
  return [...world.db.views.values()].filter((view) => view.type === 'modal' && view.user === user);
}

/** Opens a modal in place of those that the person has open. */
export function openModal(world: World, user: string, content: ViewContent): View {
  closeModals(world, modalsOf(world, user));
  return addView(world, user, 'modal', content, null);
}

/** Lays a modal upon the person's uppermost one. */
export function pushModal(world: World, user: string, content: ViewContent): View {
  const stack = modalsOf(world, user);
  const top = stack.at(-1);
  if (!top) throw new Refusal('not_found');
  if (stack.length >= MOST_MODALS) throw new Refusal('push_limit_reached');
  return addView(world, user, 'modal', content, top);
}

/** Shows an App Home in place of the one before, which keeps its id. */
export function publishHome(
  world: World,
  user: string,
  content: ViewContent,
  hash: string | undefined,
): View {
  const known = homeOf(world, user);
  if (known) return changeView(world, known, content, hash);
  return addView(world, user, 'home', content, null);
}

export function homeOf(world: World, user: string): View | undefined {
  return [...world.db.views.values()].find((view) => view.type === 'home' && view.user === user);
}

/** `hash`: the state that the app believes in. */
export function changeView(world: World, view: View, content: ViewContent, hash?: string): View {
  if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
  requireUniqueId(world, content, view);
  view.content = content;
  view.hash = newHash(world);
  world.changed();
  return view;
}

export function closeModals(world: World, views: readonly View[]): void {
  for (const view of views) world.db.views.delete(view.id);
  if (views.length > 0) world.changed();
}

function addView(
  world: World,
  user: string,
  type: View['type'],
  content: ViewContent,
  below: View | null,
): View {
  requireUniqueId(world, content, null);
  const id = newId(world.random, 'V');
  const rootId = below?.rootId ?? id;
  const view: View = { id, user, type, content, hash: newHash(world), rootId, previousId: below?.id ?? null };
  world.db.views.set(id, view);
  world.changed();
  return view;
}

function requireUniqueId(world: World, { externalId }: ViewContent, itself: View | null): void {
  if (externalId === '') return;
  const others = [...world.db.views.values()].filter((view) => view !== itself);
  if (others.some(({ content }) => content.externalId === externalId))
    throw new Refusal('duplicate_external_id');
}

function newHash(world: World): string {
  return `${Math.floor(world.now().getTime() / 1000)}.${world.random.hex(8)}`;
}
