import { z } from 'zod';
import type { Instant } from '../../domain/words.ts';
import type { Ask } from './graphql.ts';
import { InstantText } from './instant.ts';

/** The id is an Issue's, not a WorkItem's. */
const text = `query incidentAlerts($incident: IssueID!) {
  issue(id: $incident) {
    alertManagementAlerts(first: 100) { nodes { startedAt } }
  }
}`;

/** What the token may not read is null or missing. */
const Alerts = z.object({
  issue: z
    .object({
      alertManagementAlerts: z
        .object({ nodes: z.array(z.object({ startedAt: InstantText.nullish() }).nullable()).nullish() })
        .nullish(),
    })
    .nullish(),
});

/** When the alerts of an incident were raised, a hundred at most. Empty before 15.6, and for who may not read alerts. */
export async function readAlerts(ask: Ask, issueId: number): Promise<Instant[]> {
  const variables = { incident: `gid://gitlab/Issue/${issueId}` };
  const result = await ask({ name: 'incidentAlerts', text, variables, data: Alerts });
  if ('missing' in result) return [];
  const nodes = result.found.issue?.alertManagementAlerts?.nodes ?? [];
  return nodes.flatMap((node) => node?.startedAt ?? []);
}
