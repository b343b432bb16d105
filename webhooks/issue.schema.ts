import { z } from 'zod';
import { storable } from './reading/fields.ts';
import { Actor, IssueAttributes, Labels, Person, Project } from './reading/issue-fields.ts';

/** `changes.<field>`: only what was before, since the attributes show what is now. */
const Change = z.object({ previous: z.unknown().optional() }).optional().catch(undefined);

const LabelsChange = z.object({ previous: Labels }).optional().catch(undefined);

/** An issue that is opened had no text before; one whose text was taken away may have none after. */
const TextChange = z
  .object({ previous: z.string(), current: z.string().nullable() })
  .transform(({ previous, current }) => ({ previous: storable(previous), current: storable(current ?? '') }))
  .optional()
  .catch(undefined);

export const IssueDelivery = z.object(
  {
    event_type: z.string().nullish().catch(null),
    user: Actor,
    project: Project.nullish(),
    object_attributes: IssueAttributes,
    labels: Labels.nullish(),
    assignees: z.array(Person).nullish().catch(null),
    assignee: Actor,
    changes: z
      .object({
        state_id: Change,
        /** Before GitLab 12. */
        state: Change,
        labels: LabelsChange,
        severity: Change,
        confidential: Change,
        moved_to_id: Change,
        /** The stored text, as it was and as it is. */
        description: TextChange,
      })
      .nullish()
      .catch(null),
  },
  'the payload of an issue event',
);
export type IssueDelivery = z.infer<typeof IssueDelivery>;
