/** Block Kit as Slack checks it. */

/** `pointer`: a JSON pointer into the arguments of the call, e.g. `/blocks/0/text/text`. */
export type BlockError = { pointer: string; message: string };

/** Where blocks shall stand. */
export type Surface = 'message' | 'modal' | 'home';

/** What Slack would have against these blocks; empty when nothing. Pointers begin with `/blocks`. */
export function validateBlocks(blocks: unknown, surface: Surface): BlockError[] {
  if (!Array.isArray(blocks)) return [{ pointer: '/blocks', message: 'must provide an array' }];
  const most = surface === 'message' ? 50 : 100;
  return blocks.length > most ? [{ pointer: '/blocks', message: `no more than ${most} items allowed` }] : [];
}

/** What Slack would have against this modal or App Home. Pointers begin with `/view`. */
export function validateView(view: unknown): BlockError[] {
  if (typeof view !== 'object' || view === null || !('type' in view) || !('blocks' in view))
    return [{ pointer: '/view', message: 'must provide an object' }];
  return validateBlocks(view.blocks, view.type === 'home' ? 'home' : 'modal').map((error) => ({
    ...error,
    pointer: `/view${error.pointer}`,
  }));
}

/**
 * Whether a message's blocks are refused as `msg_blocks_too_long` although each keeps its limits: more than
 * about 13,200 characters in total. Undocumented; found by users (slackapi/bolt-js#2509).
 */
export function tooLong(blocks: unknown): boolean {
  return JSON.stringify(blocks).length > 13_200;
}
