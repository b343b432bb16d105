import type { ShownSlack } from '../../slack/shown.ts';
import type { Links } from '../links.ts';

/** What blocks name by id, and where their links lead. */
export type Names = {
  links: Links;
  user(id: string): string;
  /** Without `#`. */
  channel(id: string): string;
};

export function namesIn({ users, channels }: Pick<ShownSlack, 'users' | 'channels'>, links: Links): Names {
  return {
    links,
    user: (id) => users.find((one) => one.id === id)?.realName ?? id,
    channel: (id) => channels.find((one) => one.id === id)?.name ?? id,
  };
}
