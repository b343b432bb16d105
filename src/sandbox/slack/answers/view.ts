import type { View } from '../state.ts';
import type { World } from '../world.ts';
import { withBlockIds } from './block-ids.ts';

/** A view as the API and interactions show it. `values`: what stands in its inputs. */
export function viewAnswer(
  world: World,
  view: View,
  values: Record<string, unknown> = {},
): Record<string, unknown> {
  const { content } = view;
  const plain = (text: string | null): unknown => text && { type: 'plain_text', text, emoji: true };
  return {
    id: view.id,
    team_id: world.db.team.id,
    type: view.type,
    blocks: withBlockIds(view.rootId, content.blocks),
    private_metadata: content.privateMetadata,
    callback_id: content.callbackId,
    state: { values },
    hash: view.hash,
    title: plain(content.title ?? (view.type === 'home' ? 'View Title' : null)),
    clear_on_close: content.clearOnClose,
    notify_on_close: content.notifyOnClose,
    close: plain(content.close),
    submit: plain(content.submit),
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: world.db.app?.id,
    external_id: content.externalId,
    app_installed_team_id: world.db.team.id,
    bot_id: world.db.app?.botId,
  };
}
