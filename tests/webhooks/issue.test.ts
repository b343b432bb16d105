import { describe, expect, test } from 'vitest';
import { refused, told } from './told.ts';

describe('an issue delivery', () => {
  test.each([
    ['work_item', 'work_item'],
    ['issue', 'issue'],
    ['issue', 'work_item'],
    ['work_item', undefined],
  ])('says the same as object_kind %s with event_type %s', (objectKind, eventType) => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.object_kind = objectKind;
      delivery.event_type = eventType;
    });
    expect(event).toEqual(told('issue.changed', 'incident-closed'));
  });

  test('needs no action word: the change of state says enough', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delete delivery.object_attributes.action;
    });
    expect(event.before).toEqual({ state: 'opened' });
    expect(event.issue.state).toBe('closed');
  });

  test('of a newer GitLab with more fields says the same', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.sender = { version: '25.0' };
      delivery.object_attributes.status = { name: 'Done' };
      delivery.changes.status = { previous: null, current: { name: 'Done' } };
      delivery.project.archived = false;
    });
    expect(event).toEqual(told('issue.changed', 'incident-closed'));
  });
});

describe('the state', () => {
  test('is read from state_id where the word is missing', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delete delivery.object_attributes.state;
    });
    expect(event.issue.state).toBe('closed');
  });

  test('comes with no time of closing while the issue is open', () => {
    const event = told('issue.changed', 'incident-reopened', (delivery) => {
      delivery.object_attributes.closed_at = '2026-03-11T00:02:55.120Z';
    });
    expect(event.issue.closedAt).toBeNull();
  });

  test('closed without a readable time is closed all the same', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.object_attributes.closed_at = '+275760-09-13T00:00:00.000Z';
    });
    expect(event.issue).toMatchObject({ state: 'closed', closedAt: null });
  });
});

describe('confidentiality', () => {
  test.each([
    ['the attribute', true, 'issue', true],
    ['the event type', undefined, 'confidential_issue', true],
    ['the event type of a work item', undefined, 'confidential_work_item', true],
    ['the event type against the attribute', false, 'confidential_issue', true],
    ['both', false, 'issue', false],
    ['neither', undefined, undefined, false],
  ])('is told by %s', (_by, attribute, eventType, confidential) => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.object_attributes.confidential = attribute;
      delivery.event_type = eventType;
    });
    expect(event.issue.confidential).toBe(confidential);
  });

  test('is never guessed from something that is neither true nor false', () => {
    const reason = refused('incident-closed', (delivery) => {
      delivery.object_attributes.confidential = 'no';
    });
    expect(reason).toBe('unknown: object_attributes.confidential: found "no", expected true or false');
  });
});

describe('labels', () => {
  test('are read at the top level where the attributes have none', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delete delivery.object_attributes.labels;
    });
    expect(event.issue.labels).toEqual(['Service::CI Runners', 'severity::2', 'Incident::Resolved']);
  });

  test('that were all taken away are told as before', () => {
    const event = told('issue.changed', 'incident-labels-changed', (delivery) => {
      delivery.changes.labels.current = [];
      delivery.labels = [];
      delivery.object_attributes.labels = [];
    });
    expect(event.issue.labels).toEqual([]);
    expect(event.before.labels).toEqual(['Service::CI Runners', 'severity::2']);
  });

  test('that were none before are told as none', () => {
    const event = told('issue.changed', 'incident-labels-changed', (delivery) => {
      delivery.changes.labels.previous = [];
    });
    expect(event.before.labels).toEqual([]);
  });
});

describe('what was before', () => {
  test.each([
    ['state_id', { previous: 2, current: 1 }, { state: 'closed' }],
    ['state_id', { previous: 7, current: 1 }, {}],
    ['state', { previous: 'opened', current: 'closed' }, { state: 'opened' }],
    ['labels', { previous: null, current: [] }, {}],
    ['severity', { previous: 'CRITICAL', current: 'low' }, { severity: 1 }],
    ['severity', { previous: null, current: 'low' }, { severity: null }],
    ['severity', { current: 'low' }, {}],
    ['confidential', { previous: true, current: false }, { confidential: true }],
    ['confidential', { previous: null, current: false }, {}],
    ['moved_to_id', { previous: null, current: 5 }, { movedTo: null }],
    ['moved_to_id', { previous: 4, current: 5 }, {}],
    ['description', { previous: 'secret', current: 'open' }, {}],
    ['severity', ['unknown', 'low'], {}],
    ['state_id', 2, {}],
  ])('is told of a change in %s: %j', (field, change, before) => {
    const event = told('issue.changed', 'incident-updated', (delivery) => {
      delivery.changes = { [field]: change };
    });
    expect(event.before).toStrictEqual(before);
  });

  test.each([[undefined], [null], [[]], ['none'], [{}]])('is nothing where changes is %j', (changes) => {
    const event = told('issue.changed', 'incident-updated', (delivery) => {
      delivery.changes = changes;
    });
    expect(event.before).toStrictEqual({});
  });
});

describe('people', () => {
  test('without an id of their own are paired with the list of ids', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.assignees = [
        { name: 'Alice Adams', username: 'alice' },
        { name: 'Bob Brown', username: 'bob' },
      ];
      delivery.object_attributes.assignee_ids = [101, 102];
    });
    expect(event.issue.assignees.map(({ id, username }) => [id, username])).toEqual([
      [101, 'alice'],
      [102, 'bob'],
    ]);
  });

  test('without an id are left out where the lists differ in length', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.assignees = [{ name: 'Alice Adams', username: 'alice' }];
      delivery.object_attributes.assignee_ids = [101, 102];
    });
    expect(event.issue.assignees).toEqual([]);
  });

  test('in the singular form of older versions are read', () => {
    const event = told('issue.changed', 'older-incident-closed', (delivery) => {
      delete delivery.assignees;
      delete delivery.object_attributes.assignee_ids;
      delivery.assignee = { name: 'Alice Adams', username: 'alice' };
    });
    expect(event.issue.assignees).toEqual([{ id: 101, username: 'alice', name: 'Alice Adams' }]);
  });

  test('without a name go by their username', () => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.user.name = '';
    });
    expect(event.by).toEqual({ id: 102, username: 'bob', name: 'bob' });
  });

  test.each([[undefined], [null], [{}], ['bob'], [{ id: 0, username: 'bob' }], [{ id: 102, username: '' }]])(
    'who acted are unknown when GitLab says %j',
    (user) => {
      const event = told('issue.changed', 'incident-closed', (delivery) => {
        delivery.user = user;
      });
      expect(event.by).toBeNull();
    },
  );
});

describe('the address', () => {
  test.each([
    ['is missing', undefined],
    ['is null', null],
    ['is a path', '/acme/production/-/issues/42'],
    ['is a script', 'javascript:alert(1)'],
    ['is only a beginning', 'https://'],
    ['breaks out of a link', 'https://gitlab.example.com/) [click](https://evil.example'],
    ['goes on after a line break', 'https://gitlab.example.com/\n/close'],
  ])('is made from that of the project when it %s', (_how, url) => {
    const event = told('issue.changed', 'incident-closed', (delivery) => {
      delivery.object_attributes.url = url;
    });
    expect(event.issue.url).toBe('https://gitlab.example.com/acme/production/-/issues/42');
  });

  test('is asked for when the project has none either', () => {
    const reason = refused('incident-closed', (delivery) => {
      delete delivery.object_attributes.url;
      delete delivery.project.web_url;
    });
    expect(reason).toBe('unknown: object_attributes.url: found nothing, expected the address of the issue');
  });
});
