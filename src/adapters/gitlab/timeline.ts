import { z } from 'zod';
import type { TimelineEvent } from '../../domain/facts.ts';
import { Problem } from '../../domain/problems.ts';
import type { Ask } from './graphql.ts';
import { InstantText } from './instant.ts';

const mostPages = 100;

/** 100 nodes are the most that GitLab gives in a page. The id is an Issue's, not a WorkItem's. */
const text = `query incidentTimeline($path: ID!, $incident: IssueID!, $after: String) {
  project(fullPath: $path) {
    incidentManagementTimelineEvents(incidentId: $incident, first: 100, after: $after) {
      nodes { id note occurredAt author { username } timelineEventTags { nodes { name } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const Event = z
  .object({
    id: z.string(),
    note: z.string().nullish(),
    occurredAt: InstantText,
    author: z.object({ username: z.string() }).nullish(),
    timelineEventTags: z.object({ nodes: z.array(z.object({ name: z.string() })).nullish() }).nullish(),
  })
  .transform(
    (event): TimelineEvent => ({
      id: event.id,
      occurredAt: event.occurredAt,
      note: event.note ?? '',
      tags: event.timelineEventTags?.nodes?.map((tag) => tag.name) ?? [],
      author: event.author?.username ?? null,
    }),
  );

const Timeline = z.object({
  project: z
    .object({
      incidentManagementTimelineEvents: z
        .object({
          nodes: z.array(Event),
          pageInfo: z.union([
            z.object({ hasNextPage: z.literal(true), endCursor: z.string() }),
            z.object({ hasNextPage: z.literal(false) }).transform(() => ({ endCursor: null })),
          ]),
        })
        .nullable(),
    })
    .nullable(),
});

type Page = { events: TimelineEvent[]; next: string | null };

/**
 * The incident's timeline, every page, in GitLab's order. Empty on a GitLab that has no timeline events or
 * no tags for them (before 15.x).
 */
export async function readTimeline(ask: Ask, projectPath: string, issueId: number): Promise<TimelineEvent[]> {
  const events: TimelineEvent[] = [];
  let after: string | null = null;
  for (let read = 0; read < mostPages; read += 1) {
    const page: Page = await readPage(ask, projectPath, issueId, after);
    events.push(...page.events);
    if (page.next === null) return events;
    after = page.next;
  }
  throw new Problem(
    'gitlab-unreadable',
    `The timeline of issue ${issueId} has no end after ${mostPages} pages`,
  );
}

async function readPage(ask: Ask, projectPath: string, issueId: number, after: string | null): Promise<Page> {
  const variables = { path: projectPath, incident: `gid://gitlab/Issue/${issueId}`, after };
  const result = await ask({ name: 'incidentTimeline', text, variables, data: Timeline });
  if ('missing' in result) return { events: [], next: null };
  const { project } = result.found;
  if (project === null) throw new Problem('gitlab-not-found', `GraphQL knows no project ${projectPath}`);
  const list = project.incidentManagementTimelineEvents;
  if (list === null) return { events: [], next: null };
  return { events: list.nodes, next: list.pageInfo.endCursor };
}
