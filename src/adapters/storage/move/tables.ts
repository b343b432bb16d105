import type { Schema } from '../schema.ts';

export type Kind = 'number' | 'text';

/** What is moved of a table: every column, read and compared in the order of its key. */
export type Table = {
  name: string;
  key: readonly string[];
  columns: readonly { name: string; kind: Kind }[];
  /** The column for which the database gives out numbers itself. */
  numbered: string | null;
};

type Described<Column extends string> = {
  key: readonly Column[];
  numbered?: Column;
  columns: Record<Column, Kind>;
};

/** All there is, in an order in which a row comes after those it refers to. */
const described: { [Name in keyof Schema]: Described<keyof Schema[Name] & string> } = {
  deliveries: {
    key: ['seq'],
    numbered: 'seq',
    columns: {
      seq: 'number',
      id: 'text',
      event: 'text',
      received_at: 'text',
      attempts: 'number',
      taken_until: 'text',
      outcome: 'text',
      reason: 'text',
      ended_at: 'text',
      body_kept: 'number',
    },
  },
  delivery_bodies: { key: ['delivery'], columns: { delivery: 'number', body: 'text' } },
  reviews: {
    key: ['project', 'issue'],
    columns: {
      project: 'number',
      issue: 'number',
      version: 'number',
      standing: 'text',
      incident_created_at: 'text',
      review_project: 'number',
      review_issue: 'number',
      moved_to: 'number',
      due_date: 'text',
      document: 'text',
    },
  },
  review_assignees: {
    key: ['project', 'issue', 'username'],
    columns: { project: 'number', issue: 'number', username: 'text' },
  },
  evidence: {
    key: ['project', 'issue', 'service', 'metric', 'window_start', 'window_end'],
    columns: {
      project: 'number',
      issue: 'number',
      service: 'text',
      metric: 'text',
      window_start: 'text',
      window_end: 'text',
      document: 'text',
    },
  },
  text_writes: {
    key: ['id'],
    numbered: 'id',
    columns: {
      id: 'number',
      project: 'number',
      issue: 'number',
      at: 'text',
      stored: 'text',
      document: 'text',
      previous: 'text',
    },
  },
  intents: {
    key: ['id'],
    numbered: 'id',
    columns: {
      id: 'number',
      key: 'text',
      subject: 'text',
      kind: 'text',
      lane: 'text',
      importance: 'number',
      body: 'text',
      status: 'text',
      attempts: 'number',
      maybe_done_at: 'text',
      created_at: 'text',
      next_at: 'text',
      lease_until: 'text',
      first_attempt_at: 'text',
      problem: 'text',
      detail: 'text',
      ended_at: 'text',
    },
  },
  sends: {
    key: ['key'],
    columns: {
      key: 'text',
      about: 'text',
      recipient: 'text',
      place: 'text',
      via: 'text',
      state: 'text',
      claimed_at: 'text',
      written_by: 'text',
      channel: 'text',
      ts: 'text',
    },
  },
  facts: { key: ['name'], columns: { name: 'text', value: 'text' } },
  seen: { key: ['key'], columns: { key: 'text', at: 'text', written_by: 'text' } },
};

export const tables: readonly Table[] = Object.entries<Described<string>>(described).map(
  ([name, { key, numbered, columns }]) => ({
    name,
    key,
    columns: Object.entries(columns).map(([column, kind]) => ({ name: column, kind })),
    numbered: numbered ?? null,
  }),
);
