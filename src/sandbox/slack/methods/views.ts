import { viewAnswer } from '../answers/view.ts';
import { method } from '../http/method.ts';
import { invalidArguments, Refusal } from '../http/refusal.ts';
import { exchangeTrigger, TRIGGER_ERRORS } from '../rules/triggers.ts';
import { changeView, openModal, publishHome, pushModal, readView, VIEW_ERRORS } from '../rules/views.ts';
import type { View } from '../state.ts';
import type { World } from '../world.ts';

const OPENING_FIELDS = { trigger_id: 'string', interactivity_pointer: 'string', view: 'json' } as const;

export const viewsOpen = method({
  name: 'views.open',
  json: true,
  scopes: [],
  errors: [...TRIGGER_ERRORS, ...VIEW_ERRORS],
  fields: OPENING_FIELDS,
  required: ['view'],
  answer({ world }, args) {
    const content = readView(args.view, 'modal');
    return { view: viewAnswer(world, openModal(world, requireTrigger(world, args), content)) };
  },
});

export const viewsPush = method({
  name: 'views.push',
  json: true,
  scopes: [],
  errors: [...TRIGGER_ERRORS, ...VIEW_ERRORS, 'not_found', 'push_limit_reached'],
  fields: OPENING_FIELDS,
  required: ['view'],
  answer({ world }, args) {
    const content = readView(args.view, 'modal');
    return { view: viewAnswer(world, pushModal(world, requireTrigger(world, args), content)) };
  },
});

export const viewsUpdate = method({
  name: 'views.update',
  json: true,
  scopes: [],
  errors: [...VIEW_ERRORS, 'hash_conflict', 'not_found'],
  fields: { view_id: 'string', external_id: 'string', view: 'json', hash: 'string' },
  required: ['view'],
  answer({ world }, args) {
    const view = findView(world, args);
    if (!view) throw new Refusal('not_found');
    return { view: viewAnswer(world, changeView(world, view, readView(args.view, view.type), args.hash)) };
  },
});

export const viewsPublish = method({
  name: 'views.publish',
  json: true,
  scopes: [],
  errors: [...VIEW_ERRORS, 'hash_conflict', 'not_enabled'],
  fields: { user_id: 'string', view: 'json', hash: 'string', interactivity_pointer: 'string' },
  required: ['user_id', 'view'],
  answer({ world, app }, args) {
    if (!app.homeTab) throw new Refusal('not_enabled');
    if (!world.db.users.has(args.user_id)) throw invalidArguments('invalid `user_id`');
    const content = readView(args.view, 'home');
    return { view: viewAnswer(world, publishHome(world, args.user_id, content, args.hash)) };
  },
});

/** The person who acted, by either kind of proof. */
function requireTrigger(world: World, args: { trigger_id?: string; interactivity_pointer?: string }): string {
  const id = args.trigger_id ?? args.interactivity_pointer;
  if (id === undefined) throw invalidArguments('missing required field: trigger_id');
  return exchangeTrigger(world, id);
}

function findView(world: World, args: { view_id?: string; external_id?: string }): View | undefined {
  if (args.view_id !== undefined) return world.db.views.get(args.view_id);
  if (args.external_id === undefined) throw invalidArguments('missing required field: view_id');
  return [...world.db.views.values()].find(({ content }) => content.externalId === args.external_id);
}
