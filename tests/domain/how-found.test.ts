import { describe, expect, test } from 'vitest';
import { findHowFound, howFound, saysTheSame } from '../../src/domain/how-found.ts';
import { nothingFound } from '../../src/domain/key-information.ts';
import { someValues } from '../fakes/values.ts';

const block = (over = {}) =>
  howFound(someValues({ keyInformation: { ...nothingFound, ...over } })).split('\n');

describe('the block under the table', () => {
  test('says of each figure what it is, how sure, from where, and where that stands', () => {
    const lines = block({
      customersAffected: {
        value: 'Roughly 550 namespaces',
        source: 'the words of the description',
        confidence: 'stated',
        where: { note: null, line: 9 },
      },
      start: {
        value: '2024-10-31T04:18:00.000Z',
        source: 'field "Start" in a comment by alice',
        confidence: 'stated',
        where: { note: 7, line: 2 },
      },
    });
    expect(lines).toContain(
      '- Customers Affected: As stated in the incident: Roughly 550 namespaces. Confidence: stated. Source: the words of the description, line 9.',
    );
    expect(lines).toContain(
      '- Start Time: 2024-10-31 04:18 UTC. Confidence: stated. Source: field "Start" in a comment by alice, [line 2](https://gitlab.example.com/acme/production/-/issues/12#note_7).',
    );
    expect(lines).toContain('- End Time: unknown. Nothing in the incident tells it.');
    expect(lines).not.toContain('Other sources:');
    expect(lines).not.toContain('To be looked at:');
  });

  test('says what others say, and what people should look at', () => {
    const lines = block({
      others: [
        {
          about: 'end',
          says: '2024-10-31 22:05 (no time zone)',
          source: 'field "End" of the description',
          where: { note: null, line: 4 },
        },
      ],
      doubts: [{ code: 'zone-missing', message: 'no time zone is named', where: { note: null, line: 4 } }],
    });
    expect(lines.slice(lines.indexOf('Other sources:'))).toEqual([
      'Other sources:',
      '',
      '- End Time: `2024-10-31 22:05 (no time zone)`. Source: field "End" of the description, line 4.',
      '',
      'To be looked at:',
      '',
      '- `zone-missing`: no time zone is named, line 4.',
      '',
      '</details>',
    ]);
  });

  test('is inert whatever people wrote', () => {
    const nasty = '</details> @all /close <!-- x --> [a](b) | ~label';
    const text = block({
      requestsAffected: { value: nasty, source: nasty, confidence: 'stated' },
      others: [{ about: 'end', says: nasty, source: nasty }],
      doubts: [{ code: 'zone-missing', message: nasty }],
    }).join('\n');
    expect(text.match(/^<\/details>$/gm)).toHaveLength(1);
    // All of it stands in code.
    expect(text.replace(/`[^`\n]*`/g, '')).not.toMatch(/@all|\/close|<!--|\[a\]/);
  });

  test('says nothing of an incident that its readers are not shown', () => {
    const text = howFound(someValues({ withheld: true, keyInformation: nothingFound }));
    expect(text.match(/withheld/g)).toHaveLength(6);
  });

  test('is the same however late GitLab was read', () => {
    const [one, other] = ['2024-10-31T22:07:00.000Z', '2024-11-02T00:00:00.000Z'].map((readAt) =>
      howFound(someValues({ readAt })),
    );
    expect(one).not.toBe(other);
    expect(saysTheSame(one ?? '', other ?? '')).toBe(true);
    expect(saysTheSame(one ?? '', howFound(someValues({ keyInformation: nothingFound })))).toBe(false);
  });

  test('is found in a text, and nothing else is taken for it', () => {
    const lines = ['# A', ...block(), '# B'];
    expect(findHowFound(lines)).toEqual({ from: 1, to: lines.length - 1 });
    expect(findHowFound(lines.filter((line) => line !== '</details>'))).toBeNull();
    expect(findHowFound(['<summary>How these figures were found</summary>', '</details>'])).toBeNull();
  });
});
