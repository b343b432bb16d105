import { describe, expect, test } from 'vitest';
import { type Change, refused, told } from './told.ts';

describe('who may read a note', () => {
  test.each([
    ['everybody, on an open issue', 'note', false, false, false],
    ['everybody, as older versions tell it', 'note', false, undefined, false],
    ['members, as an internal note', 'confidential_note', false, true, true],
    ['members, as older versions tell it', 'confidential_note', false, undefined, true],
    ['members, when the two marks disagree', 'confidential_note', false, false, true],
    ['members, when the two marks disagree the other way', 'note', false, true, true],
    ['those who may read a confidential issue', 'confidential_note', true, false, false],
    ['members, under a confidential issue', 'confidential_note', true, true, true],
    [
      'members, when an older version says only that it is hidden',
      'confidential_note',
      true,
      undefined,
      true,
    ],
  ])('%s', (_who, eventType, confidential, internal, expected) => {
    const event = told('note.added', 'note-on-incident', (delivery) => {
      delivery.event_type = eventType;
      delivery.issue.confidential = confidential;
      delivery.object_attributes.internal = internal;
    });
    expect(event.note.internal).toBe(expected);
    expect(event.issue.confidential).toBe(confidential);
  });

  test('few, and the issue is taken for confidential, when only the event type tells anything', () => {
    const event = told('note.added', 'note-on-incident', (delivery) => {
      delivery.event_type = 'confidential_note';
      delete delivery.issue.confidential;
      delete delivery.object_attributes.internal;
    });
    expect(event.note.internal).toBe(true);
    expect(event.issue.confidential).toBe(true);
  });
});

describe('a note', () => {
  test('before GitLab 16.11 had no action and was always a new one', () => {
    const event = told('note.added', 'note-on-incident', (delivery) => {
      delete delivery.object_attributes.action;
    });
    expect(event).toEqual(told('note.added', 'note-on-incident'));
  });

  test('may stand on a work item under its own key', () => {
    const event = told('note.added', 'note-on-incident', (delivery) => {
      delivery.object_attributes.noteable_type = 'WorkItem';
      delivery.work_item = delivery.issue;
      delete delivery.issue;
    });
    expect(event).toEqual(told('note.added', 'note-on-incident'));
  });

  test('by somebody whose id is missing has the id of its author', () => {
    const event = told('note.added', 'note-on-incident', (delivery) => {
      delete delivery.user.id;
    });
    expect(event.note.author).toEqual({ id: 102, username: 'bob', name: 'Bob Brown' });
  });

  test('of the greatest length GitLab takes keeps every character', () => {
    const body = 'é'.repeat(1_048_576);
    const event = told('note.added', 'note-on-incident', (delivery) => {
      delivery.object_attributes.note = body;
    });
    expect(event.note.body === body).toBe(true);
  });

  test.each(['Commit', 'Snippet', 'MergeRequest', 'Epic', 'DesignManagement::Design', 'x'.repeat(1000)])(
    'on %s is ignored',
    (target) => {
      const change: Change = (delivery) => {
        delivery.object_attributes.noteable_type = target;
      };
      expect(refused('note-on-incident', change)).toMatch(/^ignored: a note on .{1,45}$/);
    },
  );

  test('of the system is ignored', () => {
    const change: Change = (delivery) => {
      delivery.object_attributes.system = true;
    };
    expect(refused('note-on-incident', change)).toBe('ignored: a system note');
  });

  test('with an action that GitLab has yet to invent is ignored', () => {
    const change: Change = (delivery) => {
      delivery.object_attributes.action = 'pin';
    };
    expect(refused('note-on-incident', change)).toBe('ignored: a note that was neither added nor edited');
  });

  test('on a work item of a group is ignored', () => {
    const change: Change = (delivery) => {
      delivery.project = null;
      delivery.issue.project_id = null;
    };
    expect(refused('note-on-incident', change)).toBe('ignored: a note on a work item of a group');
  });

  test.each<[string, Change]>([
    ['issue: found nothing, expected the attributes of an issue', (delivery) => delete delivery.issue],
    ['issue: found "6", expected the attributes of an issue', (delivery) => (delivery.issue = '6')],
    ['user: found null, expected a user', (delivery) => (delivery.user = null)],
    ['project: found nothing, expected a project', (delivery) => delete delivery.project],
    [
      'object_attributes: found 7, expected the attributes of a note',
      (delivery) => (delivery.object_attributes = 7),
    ],
    [
      'object_attributes.note: found null, expected a text',
      (delivery) => (delivery.object_attributes.note = null),
    ],
    [
      'object_attributes.created_at: found "2026-03-10", expected a date with a time',
      (delivery) => (delivery.object_attributes.created_at = '2026-03-10'),
    ],
    [
      'object_attributes.internal: found "yes", expected true or false',
      (delivery) => (delivery.object_attributes.internal = 'yes'),
    ],
    [
      'user.id: found nothing, expected a whole number above 0',
      (delivery) => {
        delete delivery.user.id;
        delete delivery.object_attributes.author_id;
      },
    ],
  ])('that is not understood says %s', (reason, change) => {
    expect(refused('note-on-incident', change)).toBe(`unknown: ${reason}`);
  });
});
