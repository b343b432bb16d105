import { z } from 'zod';
import { filledText, id, instant, stateOf, text } from './fields.ts';

/*
 * The parts that issue and note deliveries have in common. Only fields in use are named, and only those
 * that nothing can stand in for must be right: the rest falls back to "the sender did not say".
 */

/** A GitLab user. The id is missing before GitLab 13. */
export const Person = z.object(
  { id: id.nullish().catch(null), username: filledText, name: text.nullish().catch(null) },
  'a user',
);
export type Person = z.infer<typeof Person>;

/** null where there is nobody, and where nobody can be made out. */
export const Actor = Person.nullish().catch(null);

/** null for the work items of a group, such as epics. The id is missing before GitLab 11. */
export const Project = z.object(
  { id: id.nullish(), path_with_namespace: filledText, web_url: text.nullish().catch(null) },
  'a project',
);
export type Project = z.infer<typeof Project>;

export const Labels = z
  .array(z.object({ title: filledText }, 'a label'), 'a list of labels')
  .transform((labels) => labels.map((label) => label.title));

/** `object_attributes` of an issue or work item, and `issue` of a note about one. */
export const IssueAttributes = z
  .object(
    {
      id,
      iid: id,
      project_id: id.nullish(),
      title: filledText,
      type: z.unknown().optional(),
      url: text.nullish().catch(null),
      state: z.unknown().optional(),
      state_id: z.unknown().optional(),
      confidential: z.boolean('true or false').nullish(),
      created_at: instant,
      updated_at: instant,
      closed_at: instant.nullish().catch(null),
      due_date: z.unknown().optional(),
      moved_to_id: id.nullish().catch(null),
      severity: z.unknown().optional(),
      labels: Labels.nullish(),
      assignee_ids: z.array(id).nullish().catch(null),
      assignee_id: id.nullish().catch(null),
    },
    'the attributes of an issue',
  )
  .transform((read, context) => {
    const state = stateOf(read.state) ?? stateOf(read.state_id);
    if (state !== null) return { ...read, state };
    context.issues.push({
      code: 'custom',
      path: ['state'],
      input: read.state,
      message: '"opened" or "closed"',
    });
    return z.NEVER;
  });
export type IssueAttributes = z.infer<typeof IssueAttributes>;
