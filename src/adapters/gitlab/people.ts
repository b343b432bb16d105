import { z } from 'zod';
import type { UserFacts } from '../../domain/facts.ts';
import { remember } from '../../domain/remember.ts';
import type { GitLab, Identity } from '../../ports/gitlab.ts';
import { readAnswer } from './read-answer.ts';
import type { Resources } from './resources.ts';

const keepMs = 10 * 60 * 1000;

const Me = z.object({ id: z.number(), username: z.string() });

/** `state` is `active`, `blocked`, `deactivated`, `banned` and more; older versions say nothing of `locked`. */
const User = z.object({
  id: z.number(),
  username: z.string(),
  name: z.string(),
  state: z.string(),
  locked: z.boolean().nullish(),
  bot: z.boolean().nullish(),
});

export function peopleCalls({ users }: Resources, now: () => number): Pick<GitLab, 'whoAmI' | 'userByName'> {
  const identity = remember(
    { ttlMs: Number.POSITIVE_INFINITY, now },
    async (_: 'me'): Promise<Identity> =>
      readAnswer(Me, await users.showCurrentUser(), 'the user of the token'),
  );

  const userByName = remember({ ttlMs: keepMs, now }, async (username: string) => {
    const found = readAnswer(z.array(User), await users.all({ username }), `the search for user ${username}`);
    const user = found.find((candidate) => candidate.username.toLowerCase() === username.toLowerCase());
    if (user === undefined) return null;
    return toFacts(user.bot === undefined ? await readUser(user.id) : user);
  });

  /** The search shows administrators alone whether a user is a bot; the user's own page shows everybody. */
  const readUser = async (id: number) => readAnswer(User, await users.show(id), `user ${id}`);

  return {
    whoAmI: () => identity('me'),
    userByName: (username) => userByName(username),
  };
}

function toFacts(user: z.infer<typeof User>): UserFacts {
  const { id, username, name } = user;
  return {
    id,
    username,
    name,
    active: user.state === 'active' && user.locked !== true,
    bot: user.bot === true,
  };
}
