import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectReview } from '../../../src/adapters/templates/project-review.ts';
import { howFound } from '../../../src/domain/how-found.ts';
import { nothingFound } from '../../../src/domain/key-information.ts';
import { hashOfText, readMark, writeMark } from '../../../src/domain/mark.ts';
import { findQuickActions } from '../../../src/domain/quick-actions.ts';
import { extractQuickActions } from '../../../src/sandbox/gitlab/text/quick-actions.ts';
import { hostileText } from '../../fakes/hostile.ts';
import { someValues } from '../../fakes/values.ts';

const template = 'gitlab:Incident Review';
const made = (content: string, over = {}) => projectReview(content, someValues(over), template);
const body = (content: string) => made(content).description.replace(/\n\n<!-- incident-review-bot .*$/, '');

const form = [
  '<!-- Thank you for filling this in. -->',
  '/label ~"post mortem" ~reliability',
  '/confidential',
  '/assign @boss',
  '',
  '# Post mortem of {{ incident }} {% include "x" %}',
  '',
  '| What | Value |',
  '|------|-------|',
  '| **Severity** |  |',
  '| Start time: | TBD |',
  '| End time | 21:58, says the pager |',
  '| Customers affected | |',
  '| Incident | <!-- link --> |',
  '',
  'cc @acme/sre   ',
  '- [ ] Tell #support',
].join('\n');

test("a project's form is filled, its commands are taken out, all else stays to the character", () => {
  const { description, labels, confidential } = made(form);
  expect(description.split('\n')).toEqual([
    '<!-- Thank you for filling this in. -->',
    '',
    '# Post mortem of {{ incident }} {% include "x" %}',
    '',
    '| What | Value |',
    '|------|-------|',
    '| **Severity** | severity::2 (high) |',
    '| Start time: | 2024-10-31 04:18 UTC (when the incident was opened) |',
    '| End time | 21:58, says the pager |',
    '| Customers affected | |',
    '| Incident | #12 |',
    '',
    ...howFound(someValues()).split('\n'),
    '',
    'cc @acme/sre   ',
    '- [ ] Tell #support',
    '',
    expect.stringMatching(/^<!-- incident-review-bot /),
  ]);
  expect(labels).toEqual(['post mortem', 'reliability']);
  expect(confidential).toBe(true);
});

test('the mark names the template and the hashes of what is ours to write, no others', () => {
  expect(readMark(made(form).description)).toEqual({
    incident: { project: 7, issue: 700, iid: 12 },
    template,
    cells: {
      severity: hashOfText('severity::2 (high)'),
      start: hashOfText('2024-10-31 04:18 UTC (when the incident was opened)'),
      // Nobody knows them yet: it is still the form's own prompt.
      customersAffected: hashOfText(''),
      incident: hashOfText('#12'),
    },
    blocks: { howFound: hashOfText(howFound(someValues())) },
    boxes: {},
  });
});

test('what is unknown stays as the form has it', () => {
  const keyInformation = nothingFound;
  const { description } = made(form, { keyInformation });
  expect(description).toContain('| **Severity** |  |\n| Start time: | TBD |');
});

test('a form without a key information table gets no block', () => {
  const { description } = made('# Post mortem\n\nWhat happened?');
  expect(description).not.toContain('<details>');
  expect(readMark(description)?.blocks).toEqual({});
});

test('a table at the very end, or with text right under it, keeps the block apart', () => {
  const table = '| What | Value |\n|--|--|\n| Severity | |\n| Incident | |';
  expect(made(table).description).toContain('| Incident | #12 |\n\n<details>');
  expect(made(`${table}\n# Next`).description).toContain('</details>\n\n# Next');
});

test('line ends become those of GitLab', () => {
  expect(body('a\r\nb\rc')).toBe('a\nb\nc');
  expect(made('/label ~x\r\ntext').labels).toEqual(['x']);
});

describe('commands', () => {
  test('labels are gathered once, from every line, by either name', () => {
    expect(made('/label ~a ~b\n/labels ~"b" ~c\n\ntext\n/LABEL ~d').labels).toEqual(['a', 'b', 'c', 'd']);
  });

  test('without any, nothing is asked for', () => {
    expect(made('# Form')).toMatchObject({ labels: [], confidential: false });
  });

  test('where GitLab would not execute them, they stay and mean nothing', () => {
    const content = '```\n/confidential\n```\n\n- /label ~x\n\n> /close\n\n`/label ~y`';
    expect(body(content)).toBe(content);
    expect(made(content)).toMatchObject({ labels: [], confidential: false });
  });

  test('none is left, whatever the form is made of', () => {
    const piece = fc.oneof(
      hostileText,
      fc.constantFrom(
        '/close\n',
        '/label ~a `\n',
        '`\n',
        '- x\n',
        '> y\n',
        '>>>\n',
        '\n',
        '<div>\n',
        '    z\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const { description } = made(pieces.join(''));
        expect(findQuickActions(description)).toEqual([]);
        expect(readMark(description)?.template).toBe(template);
      }),
      { numRuns: 500 },
    );
  });

  test('none is left by the rule of another reader either', () => {
    const { description } = made('x\n/close\n\n<!-- a -->\n/assign @all\n\n1. y\n\n/promote_to epic\n');
    expect(extractQuickActions(description, true).commands).toEqual([]);
  });
});

test('a mark that was copied into the form comes out', () => {
  const copied = writeMark({
    incident: { project: 1, issue: 1, iid: 1 },
    template: 'x',
    cells: {},
    blocks: {},
    boxes: {},
  });
  expect(body(`# Form\n\n${copied}\n\nmore\n`)).toBe('# Form\n\n\nmore');
  expect(readMark(made(`# Form\n\n${copied}`).description)?.incident.issue).toBe(700);
});

test('an empty form is a mark alone', () => {
  expect(made('').description).toMatch(/^<!-- incident-review-bot .* -->$/);
});
