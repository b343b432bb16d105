import { createHash } from 'node:crypto';
import type { User } from '../state.ts';
import type { World } from '../world.ts';

type Json = Record<string, unknown>;

export function avatarUrl(user: User): string {
  const hash = createHash('md5').update(user.username).digest('hex');
  return `https://secure.gravatar.com/avatar/${hash}?s=80&d=identicon`;
}

/** What lists and issues show of a user. Whether it is a bot is not part of it. */
export function basicUser(world: Pick<World, 'url'>, user: User): Json {
  return {
    id: user.id,
    username: user.username,
    public_email: '',
    name: user.name,
    state: user.state,
    locked: false,
    avatar_url: avatarUrl(user),
    web_url: `${world.url}/${user.username}`,
  };
}

/** `GET /users/:id`. */
export function publicUser(world: Pick<World, 'url'>, user: User): Json {
  return {
    ...basicUser(world, user),
    created_at: '2023-01-02T03:04:05.678Z',
    bio: '',
    location: '',
    linkedin: '',
    twitter: '',
    discord: '',
    website_url: '',
    github: '',
    job_title: '',
    pronouns: null,
    organization: '',
    bot: user.bot,
    work_information: null,
    local_time: null,
    followers: 0,
    following: 0,
    is_followed: false,
  };
}

/** `GET /user`: the owner of the token. */
export function currentUser(world: Pick<World, 'url'>, user: User): Json {
  return {
    ...publicUser(world, user),
    last_sign_in_at: null,
    confirmed_at: '2023-01-02T03:04:05.678Z',
    last_activity_on: null,
    email: `${user.username}@noreply.example.com`,
    theme_id: 3,
    color_scheme_id: 1,
    projects_limit: 0,
    current_sign_in_at: null,
    identities: [],
    can_create_group: false,
    can_create_project: false,
    two_factor_enabled: false,
    external: false,
    private_profile: false,
    commit_email: `${user.username}@noreply.example.com`,
  };
}
