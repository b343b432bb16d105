import { reviewsChannel } from '../reviews-channel.ts';
import { earlierSend, sendOnce } from '../send-once.ts';
import type { Performer } from './performer.ts';

/** Tells the reviews channel what those who run the service should see to. */
export const warnOperators: Performer<'warn-operators'> = async ({ warning }, claimed, deps) => {
  const { slack, templates } = deps;
  if (!slack || deps.policy().slack === null) return { note: 'Slack is off' };
  const earlier = await earlierSend(claimed.key, slack, deps);
  if (earlier) {
    const wasSaid = earlier.state === 'sent';
    return { note: wasSaid ? 'an earlier attempt had said it' : 'nobody knows whether it was said' };
  }
  const where = await reviewsChannel(slack, deps);
  const message = templates.warning(warning);
  const send = { ...where, key: claimed.key, about: null, via: 'reviews-channel', message };
  await sendOnce(send, claimed, slack, deps);
  return { note: `told ${where.place}` };
};
