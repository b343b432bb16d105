import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { readMessage } from '../../../src/adapters/templates/read-message.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { AnnouncementValues } from '../../../src/domain/message-values.ts';
import { inMessage } from '../../../src/domain/neutralise.ts';
import { hostileTexts } from '../../fakes/hostile.ts';
import { shipped } from './shipped.ts';

const templates = loadTemplates(shipped);
const url = 'https://gitlab.example.com/acme/production/-/issues/34';
const values: AnnouncementValues = {
  incident: { title: 'Runner verification answers 500', url: `${url}0`, reference: '#12' },
  review: { title: 'Incident Review: Runner verification answers 500', url, reference: '#34' },
  keyInformation: null,
  dri: { username: 'alice', name: 'Alice', slackId: 'U024BE7LH' },
  dueDate: '2024-11-07',
  because: 'closed with severity 2',
  confidential: false,
  direct: false,
};

/** All words of a message, as a reader sees them. */
function read({ parts }: Message): string {
  return parts
    .map((part) => {
      if (part.kind === 'heading') return part.text;
      if (part.kind === 'buttons') return part.buttons.map(({ text }) => `[${text}]`).join(' ');
      if (part.kind === 'rule') return '---';
      const lines = part.kind === 'list' ? part.items : [part.words];
      return lines
        .map((words) =>
          words.map((word) => (word.kind === 'mention' ? `@${word.slackId}` : word.text)).join(''),
        )
        .join('\n');
    })
    .join('\n');
}

describe('the announcement', () => {
  test('says what, who and by when, and leads to both issues', () => {
    expect(read(templates.announcement(values))).toBe(
      [
        'An incident review was opened for #12 Runner verification answers 500.',
        'Owner: @U024BE7LH',
        'Due: 2024-11-07, a Thursday',
        'What you remember of it now is worth more than what anybody can dig up next week.',
        '[Open the review] [Open the incident]',
      ].join('\n'),
    );
  });

  test('names an owner whom Slack does not know, and says when there is none', () => {
    const dri = { username: 'alice', name: 'Alice', slackId: null };
    expect(read(templates.announcement({ ...values, dri }))).toContain('Owner: @alice');
    expect(read(templates.announcement({ ...values, dri: null }))).toContain('Owner: nobody yet');
  });

  test('to the owner alone speaks to them', () => {
    const text = read(templates.announcement({ ...values, direct: true, confidential: true }));
    expect(text).toContain('You own an incident review. You are assigned to Incident Review: Runner');
    expect(text).toContain('told to you alone, and in no channel');
  });

  test.each(hostileTexts)('whatever a title is, it is words: %j', (title) => {
    const plain = templates.announcement(values);
    const odd = templates.announcement({ ...values, incident: { ...values.incident, title } });
    const shape = ({ parts }: Message) =>
      parts.map((part) => [
        part.kind,
        part.kind === 'paragraph'
          ? part.words.map(({ kind }) => kind)
          : part.kind === 'buttons' && part.buttons,
      ]);
    expect(shape(odd)).toEqual(shape(plain));
  });
});

test('of a confidential review without an owner nothing is told but that there is one', () => {
  const text = read(templates.missingDri(null));
  expect(text).toContain('Nobody owns an incident review');
  expect(text).not.toMatch(/#\d|http|\[/);
});

describe('the Markdown of a message', () => {
  test('in all its forms', () => {
    const message = readMessage(
      '# Title\n\none **bold** _it_ ~~no~~ `x`\n\n- a [b](https://c.example)\n- <slack:U024BE7LH>\n\n> quoted\n\n---\n\n[**Yes**](https://y.example) [No](https://n.example)',
    );
    const text = (words: string, ...styles: string[]) => ({ kind: 'text', text: words, styles });
    expect(message.parts).toEqual([
      { kind: 'heading', text: 'Title' },
      {
        kind: 'paragraph',
        words: [
          text('one '),
          text('bold', 'bold'),
          text(' '),
          text('it', 'italic'),
          text(' '),
          text('no', 'strike'),
          text(' '),
          text('x', 'code'),
        ],
      },
      {
        kind: 'list',
        items: [
          [text('a '), { kind: 'link', text: 'b', url: 'https://c.example', styles: [] }],
          [{ kind: 'mention', slackId: 'U024BE7LH' }],
        ],
      },
      { kind: 'quote', words: [text('quoted')] },
      { kind: 'rule' },
      {
        kind: 'buttons',
        buttons: [
          { text: 'Yes', url: 'https://y.example', primary: true },
          { text: 'No', url: 'https://n.example', primary: false },
        ],
      },
    ]);
  });

  test('of anything escaped, its words come back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const escaped = inMessage(text);
        const words = escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1');
        expect(read(readMessage(`x ${escaped} y`))).toBe(`x ${words} y`.replace(/ {2}$/, ''));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a warning to those who run the service', () => {
  test.each([
    [
      { about: 'token', username: 'review-bot', daysLeft: 1, expiresOn: '2024-11-07' },
      'The GitLab token of review-bot ends on 2024-11-07, a Thursday, in 1 day.',
    ],
    [
      { about: 'token', username: 'review-bot', daysLeft: 14, expiresOn: '2024-11-07' },
      'The GitLab token of review-bot ends on 2024-11-07, a Thursday, in 14 days.',
    ],
    [
      { about: 'hook', project: 'acme/production', enabled: true },
      'GitLab had switched the webhook of acme/production off after too many failures. It is on again',
    ],
    [
      { about: 'hook', project: 'acme/production', enabled: false },
      'GitLab has switched the webhook of acme/production off after too many failures, and it could not',
    ],
    [
      { about: 'given-up', what: 'make-review-confidential', id: 'i:7', problem: 'gitlab-forbidden' },
      'A review that should be confidential could not be hidden in GitLab, so people may read of it who',
    ],
    [
      { about: 'given-up', what: 'follow-review', id: 'i:7', problem: 'gitlab-forbidden' },
      'A review was moved, and could not be followed',
    ],
    [
      { about: 'given-up', what: 'retract-messages', id: 'i:7', problem: 'slack-closed' },
      'What Slack shows of a confidential review could not be taken back',
    ],
  ] as const)('%j', (warning, words) => {
    expect(read(templates.warning(warning))).toContain(words);
  });

  test.each(hostileTexts)('whatever a project is called: %j', (project) => {
    const { parts } = templates.warning({ about: 'hook', project, enabled: false });
    expect(parts.map((part) => part.kind === 'paragraph' && part.words.map(({ kind }) => kind))).toEqual([
      ['text', 'text'],
    ]);
  });
});
