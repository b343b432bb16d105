import { describe, expect, it } from 'vitest';
import {
  issueReferencesIn,
  mentionsIn,
  readReference,
} from '../../../../src/sandbox/gitlab/text/references.ts';

const HERE = 'http://127.0.0.1:4000';

describe('mentions', () => {
  it.each([
    ['in a sentence', 'Ask @alice, please.', ['alice']],
    ['of everybody', '@all look', ['all']],
    ['in a block quote', '> @alice', ['alice']],
    ['in a list', '- @alice', ['alice']],
    ['in a table', '| who |\n|---|\n| @alice |', ['alice']],
    ['in a heading', '# @alice', ['alice']],
    ['of a group', '@acme/team, hello', ['acme/team']],
    ['in emphasis', '**@alice** and _@bob_', ['alice', 'bob']],
    ['at the end of a sentence', 'Thanks @alice.', ['alice']],
    ['written as an entity', '&#64;all', ['all']],
    ['in the text of HTML', '<div>@alice</div>', ['alice']],
    ['in inline HTML', '<b>@alice</b>', ['alice']],
    ['behind an escape', '\\@alice', ['alice']],
  ])('are found %s', (_where, text, names) => {
    expect([...mentionsIn(text)]).toEqual(names);
  });

  it.each([
    ['in a code span', '`@alice`'],
    ['in a code block', '```\n@alice\n```'],
    ['in indented code', 'x\n\n    @alice'],
    ['in the text of a link', '[@alice](https://example.com)'],
    ['in the address of a link', '[x](https://example.com/@alice)'],
    ['in an e-mail address', 'alice@example.com'],
    ['in an HTML comment', '<!-- @alice -->\n\ntext <!-- @bob -->'],
    ['in an HTML comment with an arrow', '<!-- a > @alice -->'],
    ['in HTML code', '<code>@alice</code> and <pre>\n@bob\n</pre>'],
    ['with a joiner behind the at sign', '@\u200dalice'],
    ['with a code span behind the at sign', '@`alice`'],
  ])('are not found %s', (_where, text) => {
    expect([...mentionsIn(text)]).toEqual([]);
  });
});

describe('references to issues', () => {
  it('are numbers, paths with numbers, and addresses on this GitLab', () => {
    const text = `#1, acme/production#2, ${HERE}/acme/secrets/-/issues/3 and ${HERE}/a/b/-/work_items/4#note_5`;
    expect(issueReferencesIn(text, HERE)).toEqual([
      { path: null, iid: 1 },
      { path: 'acme/production', iid: 2 },
      { path: 'acme/secrets', iid: 3 },
      { path: 'a/b', iid: 4 },
    ]);
  });

  it('are found behind an entity, which renders to the sign', () => {
    expect(issueReferencesIn('see &#35;1', HERE)).toEqual([{ path: null, iid: 1 }]);
  });

  it('count in links too, and from elsewhere not', () => {
    expect(issueReferencesIn(`[here](${HERE}/a/b/-/issues/7)`, HERE)).toEqual([{ path: 'a/b', iid: 7 }]);
    expect(issueReferencesIn('https://example.com/a/b/-/issues/7', HERE)).toEqual([]);
  });

  it.each([
    ['code', '`#1` and `acme/production#2`'],
    ['the middle of a word', 'a#1 and C&#1'],
    ['a heading', '# 1'],
    ['an HTML comment', '<!-- #1 -->'],
  ])('are not found in %s', (_where, text) => {
    expect(issueReferencesIn(text, HERE)).toEqual([]);
  });

  it('are read one by one for /relate', () => {
    expect(readReference('#12', HERE)).toEqual({ path: null, iid: 12 });
    expect(readReference('a/b#12', HERE)).toEqual({ path: 'a/b', iid: 12 });
    expect(readReference(`${HERE}/a/b/-/issues/12`, HERE)).toEqual({ path: 'a/b', iid: 12 });
    expect(readReference('twelve', HERE)).toBeNull();
  });
});
