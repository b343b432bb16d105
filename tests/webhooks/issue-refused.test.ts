import { describe, expect, test } from 'vitest';
import { translate } from '../../webhooks/index.ts';
import { example } from './examples.ts';
import { type Change, refused, told } from './told.ts';

describe('a delivery that is not understood', () => {
  test.each([
    ['object_attributes.iid: found "six", expected a whole number above 0', { iid: 'six' }],
    ['object_attributes.id: found 1.5, expected a whole number above 0', { id: 1.5 }],
    ['object_attributes.id: found Infinity, expected a whole number above 0', { id: Number('1e400') }],
    ['object_attributes.id: found 9007199254740992, expected a whole number above 0', { id: 2 ** 53 }],
    ['object_attributes.title: found an object, expected a text', { title: {} }],
    ['object_attributes.title: found "", expected a text that is not empty', { title: '' }],
    ['object_attributes.updated_at: found "now", expected a date with a time', { updated_at: 'now' }],
    [
      'object_attributes.created_at: found a text of 1048576 characters, expected a date with a time',
      {
        created_at: '2'.repeat(1_048_576),
      },
    ],
    [
      'object_attributes.state: found nothing, expected "opened" or "closed"',
      {
        state: undefined,
        state_id: undefined,
      },
    ],
    ['object_attributes.labels: found "incident", expected a list of labels', { labels: 'incident' }],
    ['object_attributes.labels.0: found "incident", expected a label', { labels: ['incident'] }],
  ])('says %s', (reason, attributes) => {
    expect(
      refused('incident-closed', (delivery) => {
        Object.assign(delivery.object_attributes, attributes);
      }),
    ).toBe(`unknown: ${reason}`);
  });

  test('names three faults and counts the others', () => {
    const reason = refused('incident-closed', (delivery) => {
      delivery.object_attributes = { labels: [] };
    });
    expect(reason).toBe(
      [
        'unknown: object_attributes.id: found nothing, expected a whole number above 0',
        'object_attributes.iid: found nothing, expected a whole number above 0',
        'object_attributes.title: found nothing, expected a text',
        'and 2 more',
      ].join('; '),
    );
  });

  test('does not repeat what a long text says', () => {
    const secret = 'the deploy key of the production cluster is';
    const reason = refused('incident-closed', (delivery) => {
      delivery.project = secret;
    });
    expect(reason).toBe('unknown: project: found a text of 43 characters, expected a project');
  });

  test('is one that names no project at all', () => {
    const withoutAny = (delivery: Parameters<Change>[0]) => {
      delete delivery.project;
      delete delivery.object_attributes.project_id;
    };
    expect(refused('incident-closed', withoutAny)).toBe(
      'unknown: project: found nothing, expected a project',
    );
  });

  test('is one whose project has no id anywhere', () => {
    const reason = refused('older-incident-closed', (delivery) => {
      delete delivery.object_attributes.project_id;
    });
    expect(reason).toBe('unknown: project.id: found nothing, expected a whole number above 0');
  });
});

describe('hostile texts', () => {
  test('lose what no database stores, and nothing else', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.object_attributes.title = 'a\u0000b \ud800 c\n/close @all <b>{{ x }}</b>';
      delivery.object_attributes.labels = [{ title: 'severity\u0000::1' }];
    });
    expect(event.issue.title).toBe('ab \ufffd c\n/close @all <b>{{ x }}</b>');
    expect(event.issue.labels).toEqual(['severity::1']);
  });

  test('under names of the prototype change nothing', () => {
    const text = JSON.stringify(example('incident-closed')).replace(
      '"object_attributes":{',
      '"__proto__":{"user":{"id":1,"username":"root"}},"constructor":1,"object_attributes":{"__proto__":{"confidential":true},"toString":2,',
    );
    const translation = translate(JSON.parse(text));
    expect(translation).toEqual({ kind: 'events', events: [told('issue.changed', 'incident-closed')] });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
