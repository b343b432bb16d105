import { describe, expect, test } from 'vitest';
import { translate } from '../../webhooks/index.ts';

describe('a delivery that nobody here needs', () => {
  test.each([
    'access_token',
    'build',
    'deployment',
    'emoji',
    'feature_flag',
    'merge_request',
    'milestone',
    'pipeline',
    'push',
    'release',
    'tag_push',
    'vulnerability',
    'wiki_page',
  ])('is ignored: %s', (kind) => {
    expect(translate({ object_kind: kind })).toEqual({
      kind: 'ignored',
      reason: `${kind}: nobody here needs it`,
    });
  });

  test.each(['user_add_to_group', 'subgroup_create', 'project_destroy', 'repository_update', 'key_create'])(
    'is ignored, told by a group or system hook: %s',
    (eventName) => {
      expect(translate({ event_name: eventName, project_id: 4711 })).toEqual({
        kind: 'ignored',
        reason: `${eventName}: nobody here needs it`,
      });
    },
  );
});

describe('a delivery that is not understood', () => {
  test('without object_kind points at the custom webhook template', () => {
    expect(translate({ text: 'An issue was closed' })).toEqual({
      kind: 'unknown',
      reason:
        'object_kind: found nothing, expected one of issue, work_item, note; was the payload replaced by a ' +
        'custom webhook template? The template of our webhook must be empty',
    });
  });

  test.each([
    ['object_kind: found "sprint", expected one of issue, work_item, note', { object_kind: 'sprint' }],
    ['object_kind: found "__proto__", expected one of issue, work_item, note', { object_kind: '__proto__' }],
    [
      'object_kind: found "constructor", expected one of issue, work_item, note',
      { object_kind: 'constructor' },
    ],
    ['object_kind: found null, expected one of issue, work_item, note', { object_kind: null }],
    ['object_kind: found a list, expected one of issue, work_item, note', { object_kind: ['issue'] }],
    ['the payload: found null, expected an object with an object_kind', null],
    ['the payload: found a list, expected an object with an object_kind', [{ object_kind: 'issue' }]],
    ['the payload: found "issue", expected an object with an object_kind', 'issue'],
    ['the payload: found 0, expected an object with an object_kind', 0],
    ['the payload: found true, expected an object with an object_kind', true],
    ['object_attributes: found nothing, expected the attributes of an issue', { object_kind: 'issue' }],
    ['object_attributes: found nothing, expected the attributes of a note', { object_kind: 'note' }],
  ])('says %s', (reason, body) => {
    expect(translate(body)).toEqual({ kind: 'unknown', reason });
  });
});
