import { z } from 'zod';
import { correctiveActions, digest, guidelines, nags, retention, slack } from './schema-messages.ts';
import { calendar, gitlab, incident, metrics, person, review, service, trigger } from './schema-reviews.ts';
import { appModule, list, map } from './values.ts';

/**
 * The configuration file. It is the source of the published JSON Schema (descriptions show in editors),
 * of the mistakes people read and of the type `FilePolicy`. Every key but `gitlab.projects` has a default.
 */

export const fileSchema = map({
  gitlab: gitlab.describe('Projects whose incidents are watched; the only thing without a default'),
  incident: incident.prefault({}).describe('What an incident is'),
  trigger: trigger.prefault({}).describe('When a review is opened'),
  review: review.prefault({}).describe('What a review looks like'),
  people: list(person, 'people such as { gitlab: alice, slack: U024BE7LH }')
    .default([])
    .describe('Who is who in GitLab and Slack'),
  services: list(service, 'services such as { label: "Service::API", owners: [alice] }')
    .default([])
    .describe('Who owns what; order matters: the first of several gives owners and channel'),
  metrics: metrics.prefault({}).describe('Where the figures of a review come from'),
  calendar: calendar.prefault({}).describe('Working days and hours'),
  nags: nags.prefault({}).describe('Messages to people about their unfinished reviews'),
  slack: slack.prefault({}).describe('Command and channels'),
  digest: digest.prefault({}).describe('The weekly summary'),
  correctiveActions: correctiveActions.prefault({}).describe('Issues that shall prevent a recurrence'),
  guidelines: guidelines.prefault({}).describe('Checks of a review besides the usual ones'),
  retention: retention.prefault({}).describe('How long things are kept'),
  apps: list(appModule, 'modules').default([]).describe('Modules of your own that listen to our events'),
});

/** The configuration file after all defaults. Frozen when `loadConfig` returns it. */
export type FilePolicy = z.output<typeof fileSchema>;

/** All defaults, as of a file that names one project; for what can do without a file. */
export function defaultPolicy(): FilePolicy {
  return fileSchema.parse({ gitlab: { projects: [{ incidents: 1 }] } });
}

/** The published JSON Schema of the file. */
export function jsonSchema(): z.core.JSONSchema.BaseSchema {
  return {
    ...z.toJSONSchema(fileSchema, { io: 'input' }),
    title: 'Configuration of incident-review-bot',
    description: 'incident-review.yml: what needs a review, how it looks, who owns it, when it is due',
  };
}

/** The same as the text of `incident-review.schema.json`. */
export function jsonSchemaText(): string {
  return `${JSON.stringify(jsonSchema(), null, 2)}\n`;
}
