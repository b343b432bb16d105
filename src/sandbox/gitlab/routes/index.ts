import type { Route } from '../http/route.ts';
import { accountRoutes } from './account.ts';
import { deploymentRoutes } from './deployments.ts';
import { hookRoutes } from './hooks.ts';
import { issueReadRoutes } from './issues-read.ts';
import { issueWriteRoutes } from './issues-write.ts';
import { linkRoutes } from './links.ts';
import { mergeRequestRoutes } from './merge-requests.ts';
import { noteRoutes } from './notes.ts';
import { projectRoutes } from './projects.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { uploadRoutes } from './uploads.ts';

/** Every REST request the double knows. */
export const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...projectRoutes,
  ...hookRoutes,
  ...issueReadRoutes,
  ...issueWriteRoutes,
  ...linkRoutes,
  ...noteRoutes,
  ...mergeRequestRoutes,
  ...deploymentRoutes,
  ...subscriptionRoutes,
  ...uploadRoutes,
];
