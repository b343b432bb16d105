import type { Method } from '../http/method.ts';
import { authTest, connectionsOpen } from './account.ts';
import { bookmarksAdd, bookmarksList, bookmarksRemove } from './bookmarks.ts';
import { remove, update } from './chat-change.ts';
import { getPermalink, unfurl } from './chat-links.ts';
import { postEphemeral, postMessage } from './chat-post.ts';
import {
  conversationsInfo,
  conversationsList,
  conversationsMembers,
  usersConversations,
} from './conversations-read.ts';
import { conversationsJoin, conversationsOpen, conversationsUnarchive } from './conversations-write.ts';
import { completeUpload, getUploadUrl } from './files.ts';
import { conversationsHistory, conversationsReplies } from './history.ts';
import { dndInfo, lookupByEmail, usergroupsList, usersInfo, usersList } from './users.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts';

/** All that the double answers; anything else is held against the test. */
export const METHODS: readonly Method[] = [
  authTest,
  connectionsOpen,
  postMessage,
  postEphemeral,
  update,
  remove,
  getPermalink,
  unfurl,
  conversationsInfo,
  conversationsList,
  conversationsMembers,
  usersConversations,
  conversationsJoin,
  conversationsOpen,
  conversationsUnarchive,
  usersInfo,
  usersList,
  lookupByEmail,
  dndInfo,
  usergroupsList,
  conversationsHistory,
  conversationsReplies,
  viewsOpen,
  viewsPush,
  viewsUpdate,
  viewsPublish,
  bookmarksAdd,
  bookmarksList,
  bookmarksRemove,
  getUploadUrl,
  completeUpload,
];
