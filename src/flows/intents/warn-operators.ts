import { earlierSend, sendOnce } from '../send-once.ts';
import type { Performer } from './performer.ts';

/** Tells the reviews channel what those who run the service should see to. */
export const warnOperators: Performer<'warn-operators'> = async ({ warning }, claimed, deps) => {
  const { slack, templates } = deps;
  const { slack: channels } = deps.policy();
  if (!slack || channels === null) return { note: 'Slack is off' };
  const earlier = await earlierSend(claimed.key, slack, deps);
  if (earlier) {
    const wasSaid = earlier.state === 'sent';
    return { note: wasSaid ? 'an earlier attempt had said it' : 'nobody knows whether it was said' };
  }
  const to = channels.reviewsChannel;
  const message = templates.warning(warning);
  await sendOnce(
    { key: claimed.key, about: null, to, place: to, via: 'reviews-channel', message },
    claimed,
    slack,
    deps,
  );
  return { note: `told ${to}` };
};
