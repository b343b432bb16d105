import { z } from 'zod';
import { filledText, id, instant, text } from './reading/fields.ts';
import { IssueAttributes, Person, Project } from './reading/issue-fields.ts';

/** What must be known to tell whether a note is for us at all. */
export const AnyNote = z.object(
  {
    object_attributes: z.object(
      {
        noteable_type: filledText,
        system: z.boolean().nullish().catch(null),
        /** Since GitLab 16.11, which also began to report edited notes. */
        action: text.nullish(),
      },
      'the attributes of a note',
    ),
  },
  'the payload of a note event',
);

export const NoteDelivery = z.object({
  event_type: z.string().nullish().catch(null),
  user: Person,
  project: Project.nullish(),
  object_attributes: z.object({
    id,
    author_id: id.nullish().catch(null),
    note: text,
    created_at: instant,
    updated_at: instant.nullish().catch(null),
    /** In newer versions only. */
    internal: z.boolean('true or false').nullish(),
  }),
  issue: IssueAttributes.nullish(),
  work_item: IssueAttributes.nullish(),
});
export type NoteDelivery = z.infer<typeof NoteDelivery>;
