import {
  Deployments,
  IssueLabelEvents,
  IssueLinks,
  IssueNotes,
  IssueStateEvents,
  Issues,
  MergeRequests,
  Metadata,
  PersonalAccessTokens,
  ProjectHooks,
  ProjectMarkdownUploads,
  ProjectMembers,
  Projects,
  ProjectTemplates,
  Users,
} from '@gitbeaker/rest';
import { requesterOver } from './requester.ts';
import type { Send } from './transport.ts';

export type Resources = ReturnType<typeof openResources>;

/** The parts of gitbeaker in use, over our transport. Deadlines are the transport's, not gitbeaker's. */
export function openResources(send: Send, baseUrl: string) {
  const options = { host: baseUrl, requesterFn: requesterOver(send), queryTimeout: null, rateLimits: {} };
  return {
    deployments: new Deployments(options),
    issues: new Issues(options),
    labelEvents: new IssueLabelEvents(options),
    links: new IssueLinks(options),
    members: new ProjectMembers(options),
    mergeRequests: new MergeRequests(options),
    metadata: new Metadata(options),
    notes: new IssueNotes(options),
    hooks: new ProjectHooks(options),
    projects: new Projects(options),
    stateEvents: new IssueStateEvents(options),
    templates: new ProjectTemplates(options),
    tokens: new PersonalAccessTokens(options),
    uploads: new ProjectMarkdownUploads(options),
    users: new Users(options),
  };
}
