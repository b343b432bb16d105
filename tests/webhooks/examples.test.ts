import { describe, expect, test } from 'vitest';
import type { Before, DomainEvent } from '../../src/domain/events.ts';
import type { IssueSnapshot, Person } from '../../src/domain/words.ts';
import type { Translation } from '../../src/ports/translate.ts';
import { translate } from '../../webhooks/index.ts';
import { example, exampleNames } from './examples.ts';

const alice: Person = { id: 101, username: 'alice', name: 'Alice Adams' };
const bob: Person = { id: 102, username: 'bob', name: 'Bob Brown' };
const carol: Person = { id: 103, username: 'carol', name: 'Carol Clark' };

/** Incident 42 when it was declared. */
const stuckJobs: IssueSnapshot = {
  project: { id: 4711, path: 'acme/production' },
  id: 90210,
  iid: 42,
  kind: 'incident',
  title: 'CI jobs stuck in pending',
  url: 'https://gitlab.example.com/acme/production/-/issues/42',
  state: 'opened',
  confidential: false,
  labels: [],
  severity: null,
  createdAt: '2026-03-10T21:04:12.518Z',
  updatedAt: '2026-03-10T21:04:12.518Z',
  closedAt: null,
  dueDate: null,
  assignees: [],
  movedTo: null,
};
const labelled = { severity: 2, labels: ['Service::CI Runners', 'severity::2'], assignees: [bob] } as const;
/** Notes tell the times of their issue to the second. */
const underNote = {
  createdAt: '2026-03-10T21:04:12.000Z',
  severity: 2,
  labels: ['Service::CI Runners', 'severity::2'],
} as const;
const closed = {
  state: 'closed',
  closedAt: '2026-03-11T00:02:55.120Z',
  severity: 2,
  labels: ['Service::CI Runners', 'severity::2', 'Incident::Resolved'],
  assignees: [bob],
} as const;
const leakedKeys: IssueSnapshot = {
  ...stuckJobs,
  id: 90317,
  iid: 48,
  title: 'Access keys in a public job log',
  url: 'https://gitlab.example.com/acme/production/-/work_items/48',
  confidential: true,
  labels: ['Service::CI Runners'],
  severity: 1,
  assignees: [carol],
};

type Changed<T> = { -readonly [K in keyof T]?: unknown };

function changed(fields: Changed<IssueSnapshot>, before: Before, by: Person | null): Translation {
  const issue = { ...stuckJobs, ...fields } as IssueSnapshot;
  return { kind: 'events', events: [{ kind: 'issue.changed', issue, before, by }] };
}

function noted(
  fields: Changed<IssueSnapshot>,
  note: Extract<DomainEvent, { kind: 'note.added' }>['note'],
  kind: 'note.added' | 'note.edited' = 'note.added',
): Translation {
  const issue = { ...stuckJobs, ...fields } as IssueSnapshot;
  return { kind: 'events', events: [{ kind, issue, note }] };
}

const expected: Record<string, Translation> = {
  'incident-opened': changed({}, {}, alice),
  'incident-updated': changed({ updatedAt: '2026-03-10T21:09:40.003Z', assignees: [bob] }, {}, bob),
  'incident-severity-changed': changed(
    { updatedAt: '2026-03-10T21:15:27.640Z', severity: 2, assignees: [bob] },
    { severity: null },
    bob,
  ),
  'incident-labels-changed': changed(
    {
      ...labelled,
      updatedAt: '2026-03-10T23:50:02.771Z',
      labels: ['Service::CI Runners', 'severity::2', 'Incident::Resolved'],
    },
    { labels: ['Service::CI Runners', 'severity::2'] },
    bob,
  ),
  'incident-closed': changed({ ...closed, updatedAt: '2026-03-11T00:02:55.311Z' }, { state: 'opened' }, bob),
  'incident-closed-told-again': changed(
    { ...closed, updatedAt: '2026-03-11T00:02:55.374Z' },
    { state: 'opened' },
    bob,
  ),
  'incident-reopened': changed(
    { ...labelled, updatedAt: '2026-03-11T06:31:08.492Z' },
    { state: 'closed' },
    carol,
  ),
  'incident-made-confidential': changed(
    { ...labelled, updatedAt: '2026-03-11T07:02:00.650Z', confidential: true },
    { confidential: false },
    carol,
  ),
  'incident-moved': changed(
    {
      id: 90244,
      iid: 44,
      title: 'Registry refuses pushes',
      url: 'https://gitlab.example.com/acme/production/-/issues/44',
      state: 'closed',
      severity: 3,
      createdAt: '2026-03-12T09:55:00.314Z',
      updatedAt: '2026-03-12T10:20:11.900Z',
      closedAt: '2026-03-12T10:20:11.846Z',
      movedTo: 90250,
    },
    { state: 'opened', movedTo: null },
    alice,
  ),
  'confidential-incident-closed': changed(
    {
      ...leakedKeys,
      state: 'closed',
      createdAt: '2026-04-02T09:12:44.700Z',
      updatedAt: '2026-04-02T13:45:30.161Z',
      closedAt: '2026-04-02T13:45:30.005Z',
    },
    { state: 'opened' },
    carol,
  ),
  'older-incident-closed': changed(
    {
      id: 1702,
      iid: 9,
      kind: 'unknown',
      title: 'Sidekiq queue stands still',
      url: 'https://gitlab.example.com/acme/production/-/issues/9',
      state: 'closed',
      labels: ['incident'],
      createdAt: '2018-02-20T14:03:59.000Z',
      updatedAt: '2018-02-20T16:56:00.000Z',
      closedAt: '2018-02-20T16:56:00.000Z',
      dueDate: '2018-03-01',
      assignees: [alice],
    },
    { state: 'opened' },
    null,
  ),
  'review-edited': {
    kind: 'events',
    events: [
      {
        kind: 'issue.changed',
        issue: {
          ...stuckJobs,
          id: 90260,
          iid: 45,
          kind: 'issue',
          title: 'Incident Review: CI jobs stuck in pending',
          url: 'https://gitlab.example.com/acme/production/-/issues/45',
          labels: ['IncidentReview', 'Service::CI Runners', 'severity::2'],
          createdAt: '2026-03-11T00:03:01.222Z',
          updatedAt: '2026-03-12T09:30:41.118Z',
          dueDate: '2026-03-18',
          assignees: [alice],
        },
        before: {},
        by: { id: 900, username: 'group_77_bot_5f1c', name: 'Incident Review Bot' },
        edited: {
          previous:
            '## Key Information\n\n| Metric | Value |\n| --- | --- |\n| End Time | _Fill in: when customers ceased to be affected, with the time zone_ |',
          current:
            '## Key Information\n\n| Metric | Value |\n| --- | --- |\n| End Time | 2026-03-10 23:50 UTC |',
        },
      },
    ],
  },
  'review-closed': changed(
    {
      id: 90260,
      iid: 45,
      kind: 'issue',
      title: 'Incident Review: CI jobs stuck in pending',
      url: 'https://gitlab.example.com/acme/production/-/issues/45',
      state: 'closed',
      labels: ['IncidentReview', 'Service::CI Runners', 'severity::2'],
      createdAt: '2026-03-11T00:03:01.222Z',
      updatedAt: '2026-03-18T15:00:21.533Z',
      closedAt: '2026-03-18T15:00:21.404Z',
      dueDate: '2026-03-18',
      assignees: [alice],
    },
    { state: 'opened' },
    alice,
  ),
  'note-on-incident': noted(
    // Alice is assigned as well, but a note names nobody except its author.
    { ...underNote, updatedAt: '2026-03-10T21:30:00.000Z', assignees: [bob] },
    {
      id: 55001,
      body: 'The new runners were never registered. Rolling back.',
      author: bob,
      internal: false,
      at: '2026-03-10T21:30:00.000Z',
    },
  ),
  'internal-note-on-incident': noted(
    { ...underNote, updatedAt: '2026-03-10T21:41:18.000Z' },
    {
      id: 55002,
      body: 'Two customers called the account team about this.',
      author: alice,
      internal: true,
      at: '2026-03-10T21:41:18.000Z',
    },
  ),
  'note-on-confidential-incident': noted(
    { ...leakedKeys, createdAt: '2026-04-02T09:12:44.000Z', updatedAt: '2026-04-02T10:05:00.000Z' },
    {
      id: 55010,
      body: 'All keys are revoked.',
      author: carol,
      internal: true,
      at: '2026-04-02T10:05:00.000Z',
    },
  ),
  'note-edited': noted(
    { ...underNote, updatedAt: '2026-03-10T21:33:10.000Z', assignees: [bob] },
    {
      id: 55001,
      body: 'The new runners were never registered. Rolled back.',
      author: bob,
      internal: false,
      at: '2026-03-10T21:33:10.000Z',
    },
    'note.edited',
  ),
  'note-on-merge-request': { kind: 'ignored', reason: 'a note on a MergeRequest' },
  'epic-closed': { kind: 'ignored', reason: 'a work item of a group belongs to no project' },
};

describe('the examples', () => {
  test('all have their expectation here', () => {
    expect(Object.keys(expected).sort()).toEqual(exampleNames);
  });

  test.each(exampleNames)('%s is told as expected', (name) => {
    expect(translate(example(name))).toStrictEqual(expected[name]);
  });

  test('tell of one closure twice, alike but for the time of the update', () => {
    const [first, second] = ['incident-closed', 'incident-closed-told-again'].map((name) => {
      const told = translate(example(name));
      const event = told.kind === 'events' ? told.events[0] : undefined;
      return event?.kind === 'issue.changed' ? event : undefined;
    });
    expect(second).toEqual({ ...first, issue: { ...first?.issue, updatedAt: second?.issue.updatedAt } });
    expect(example('incident-closed').object_kind).not.toBe(
      example('incident-closed-told-again').object_kind,
    );
  });
});
