import { z } from 'zod';

/**
 * What a visitor looks at. It stands in the address, so that a reload, a bookmark and the page without its
 * script show the same. null: whatever the chosen act is about.
 */
export type View = {
  act: number;
  /** Number of an issue. */
  issue: number | null;
  /** Whether its description is being edited. */
  editing: boolean;
  /** Id of a channel or direct conversation. */
  conversation: string | null;
  /** Which of the three parts a narrow screen shows. */
  tab: Tab;
  /** Username of who acts. */
  as: string;
  /** Number of something that the page has to say once. */
  notice: number | null;
};

export const tabs = ['gitlab', 'slack', 'service'] as const;

export type Tab = (typeof tabs)[number];

const number = z.coerce.number().int().positive().max(1_000_000);

const query = z.object({
  act: number.max(3).catch(1),
  issue: number.nullable().catch(null),
  edit: z
    .literal('1')
    .transform(() => true)
    .catch(false),
  conversation: z
    .string()
    .regex(/^[A-Z0-9]{3,20}$/)
    .nullable()
    .catch(null),
  tab: z.enum(tabs).catch('gitlab'),
  as: z.string().max(60).catch(''),
  notice: number.nullable().catch(null),
});

/** Reads an address; whatever is wrong in it is as if it were not there. `people`: who may act, the first by default. */
export function readView(parameters: Record<string, unknown>, people: readonly string[]): View {
  const { edit, as, ...view } = query.parse(parameters);
  return { ...view, editing: edit && view.issue !== null, as: people.includes(as) ? as : (people[0] ?? '') };
}

/**
 * The address of a view, with some of it changed. What was said once is left behind, and so is editing when
 * another issue is looked at.
 */
export function addressOf(view: View, change: Partial<View> = {}, path = '/'): string {
  const { act, issue, conversation, tab, as } = { ...view, ...change };
  const editing = change.editing ?? (change.issue === undefined && view.editing);
  const notice = change.notice ?? null;
  const parameters = new URLSearchParams();
  parameters.set('act', String(act));
  if (issue !== null) parameters.set('issue', String(issue));
  if (editing) parameters.set('edit', '1');
  if (conversation !== null) parameters.set('conversation', conversation);
  if (tab !== 'gitlab') parameters.set('tab', tab);
  parameters.set('as', as);
  if (notice !== null) parameters.set('notice', String(notice));
  return `${path}?${parameters}`;
}
