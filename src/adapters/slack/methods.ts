/**
 * Every method of Slack that the code calls, with its bot scopes (docs.slack.dev). `optional`: without it the
 * service does its work all the same and says what it leaves out. The manifest asks for exactly these.
 */
export const methods = {
  'auth.test': { scopes: [], optional: false },
  // With the app token, whose scope is no bot's.
  'apps.connections.open': { scopes: [], optional: false },
  'chat.postMessage': { scopes: ['chat:write', 'chat:write.public'], optional: false },
  'chat.delete': { scopes: ['chat:write'], optional: false },
  'chat.getPermalink': { scopes: [], optional: false },
  'conversations.info': { scopes: ['channels:read', 'groups:read'], optional: false },
  'conversations.list': { scopes: ['channels:read', 'groups:read'], optional: false },
  'conversations.join': { scopes: ['channels:join'], optional: false },
  'conversations.open': { scopes: ['im:write'], optional: false },
  'users.info': { scopes: ['users:read'], optional: false },
  'users.lookupByEmail': { scopes: ['users:read.email'], optional: false },
  'conversations.history': { scopes: ['channels:history', 'groups:history', 'im:history'], optional: true },
  'bookmarks.list': { scopes: ['bookmarks:read'], optional: true },
  'bookmarks.remove': { scopes: ['bookmarks:write'], optional: true },
  'bookmarks.add': { scopes: ['bookmarks:write'], optional: true },
} as const satisfies Record<string, { scopes: readonly string[]; optional: boolean }>;

export type SlackMethod = keyof typeof methods;

/** Scopes of what is no method: `commands` lets people type ours. */
const besides = ['commands'];

export const requiredScopes: readonly string[] = unionOf(false, besides);
export const optionalScopes: readonly string[] = unionOf(true, []);

function unionOf(optional: boolean, more: string[]): string[] {
  const found = Object.values(methods).filter((method) => method.optional === optional);
  return [...new Set([...found.flatMap(({ scopes }) => [...scopes]), ...more])].sort();
}
