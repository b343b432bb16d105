import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asBlock,
  asLink,
  asReference,
  asTitle,
  asUrl,
  cut,
  inCode,
  inTable,
  inWords,
} from '../../src/domain/neutralise.ts';
import { extractQuickActions } from '../../src/sandbox/gitlab/text/quick-actions.ts';
import { issueReferencesIn, mentionsIn } from '../../src/sandbox/gitlab/text/references.ts';
import { hostileText, hostileTexts, skeleton } from '../fakes/hostile.ts';

const places: Record<string, (value: string) => string> = {
  alone: (value) => value,
  'in a sentence': (value) => `Before ${value} and after.`,
  'in a list': (value) => `- ${value}\n- next`,
  'in a heading': (value) => `## About ${value}\n\ntext`,
  'in a quote': (value) => `> ${value}\n> more`,
  'in a table': (value) => `| a | b |\n| --- | --- |\n| ${value} | ${value} |\n| c | d |`,
};

/** Every place with every nasty text, then with thousands of made ones. */
function holdsEverywhere(neutralise: (text: string) => string, allowed: string[]): void {
  const check = (text: string) => {
    const safe = neutralise(text);
    if (safe === '') return;
    for (const name of allowed) {
      const place = places[name];
      if (!place) throw new Error(name);
      expect(skeleton(place(safe)), `${name}: ${JSON.stringify(text)}`).toEqual(skeleton(place('`x`')));
      harmless(place(safe));
    }
  };
  for (const text of hostileTexts) check(text);
  fc.assert(fc.property(hostileText, check), { numRuns: 300 });
}

/** As another reader of GitLab's rules sees it: nothing executed, nobody mentioned, nothing referenced. */
function harmless(markdown: string): void {
  expect(extractQuickActions(markdown, true).commands).toEqual([]);
  expect(extractQuickActions(markdown, false).commands).toEqual([]);
  expect([...mentionsIn(markdown)]).toEqual([]);
  expect(issueReferencesIn(markdown, 'https://gitlab.example.com')).toEqual([]);
  expect(markdown).not.toContain('<!--');
  expect(markdown).not.toContain('-->');
  expect(markdown.isWellFormed()).toBe(true);
}

describe('inCode', () => {
  test('turns any text into one span of code, wherever it stands', () => {
    holdsEverywhere(inCode, Object.keys(places));
  });

  test('keeps what is harmless to the character', () => {
    expect(inCode('Checkout answers 502')).toBe('`Checkout answers 502`');
    expect(inCode('Größe: 日本 👩‍💻')).toBe('`Größe: 日本 👩‍💻`');
  });

  test('makes its fence longer than any in the text, and sets it apart', () => {
    expect(inCode('a `b` c')).toBe('``a `b` c``');
    expect(inCode('`b`')).toBe('`` `b` ``');
  });

  test('shortens runs of backticks for which GitLab would know no fence', () => {
    expect(inCode('`'.repeat(90))).toBe(`${'`'.repeat(17)} ${'`'.repeat(16)} ${'`'.repeat(17)}`);
  });

  test('makes one line of many', () => {
    expect(inCode(' one\r\ntwo\u2028 three ')).toBe('`one two three`');
  });

  test('gives nothing for a text without anything to see', () => {
    expect(inCode(' \u200B\u0000\n')).toBe('');
  });
});

describe('inTable', () => {
  test('turns any text into one cell with one span of code', () => {
    holdsEverywhere(inTable, ['in a table']);
  });

  test('keeps bars exactly', () => {
    expect(inTable('ps aux | wc -l')).toBe('`ps aux \\| wc -l`');
  });

  test('does not trust what a backslash before a bar means', () => {
    expect(inTable('a \\| b')).toBe('`a \\│ b`');
  });
});

describe('asBlock', () => {
  test('turns any text into one block', () => {
    const check = (text: string) => {
      const page = `before\n\n${asBlock(text)}\n\nafter`;
      expect(skeleton(page)).toEqual(skeleton('before\n\n```text\nx\n```\n\nafter'));
      harmless(page);
    };
    for (const text of hostileTexts) check(text);
    fc.assert(fc.property(hostileText, check), { numRuns: 300 });
  });

  test('keeps lines, tabs and bars', () => {
    expect(asBlock('a\tb\r\nc | d')).toBe('```text\na\tb\nc | d\n```');
  });

  test('has a fence longer than any in the text', () => {
    expect(asBlock('````\nx\n````')).toBe('`````text\n````\nx\n````\n`````');
  });
});

describe('inWords', () => {
  const nearlyPlain = fc
    .array(fc.constantFrom(...'aBé17 ._-:;,?"\'()', 'www', 'GL', '...', '10'), { maxLength: 14 })
    .map((parts) => parts.join(''));

  test('leaves plain words as they are', () => {
    for (const plain of [
      'an owner of Service::CI Runners with 1 open review',
      'timeline event tagged "Start time"',
      "the incident's severity field",
      'label "severity::2"',
      'bob.smith is blocked (on leave); carol_x is a bot',
      "Siobhán O'Neill-Đặng",
      'Roughly 550 namespaces, about 12 % of all',
    ]) {
      expect(inWords(plain)).toBe(plain);
    }
  });

  test('puts everything else into code', () => {
    for (const text of hostileTexts.filter((one) => inCode(one) !== '' && !one.includes('\u202E'))) {
      expect(inWords(text).startsWith('`'), text).toBe(true);
    }
    expect(inWords('see 12 %17.2')).toBe('`see 12 %17.2`');
    expect(inWords('pay\u202Elruc\u202C now')).toBe('paylruc now');
  });

  test.each([
    'see GL-12',
    'as in PROJ-7',
    'commit deadbeefcafe',
    'on www.example.com',
    'so :tada: it is',
    'a -- b',
  ])('puts %j into code, which GitLab reads something into', (text) => {
    expect(inWords(text)).toBe(`\`${text}\``);
  });

  test('is harmless everywhere, plain or not', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, nearlyPlain), (text) => {
        const safe = inWords(text);
        if (safe === '' || safe.startsWith('`')) return;
        for (const place of Object.values(places)) {
          // Only what is read as text may differ, and only by the words.
          expect(skeleton(place(safe))).toEqual(
            skeleton(place('QQ')).map((piece) =>
              piece.startsWith('text ') ? piece.replace('QQ', safe) : piece,
            ),
          );
          harmless(place(safe));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('asTitle', () => {
  /** GitLab's own patterns for what it turns into a reference, shortened. */
  const references = [
    /(?<!\w)@[a-z0-9_.]/i,
    /[#!$&]\d/,
    /~(?:[\w?.&:-]|")/,
    /%(?:[\w]|")/,
    /\bGL-\d/,
    /\[[a-z_]+:\d/,
    /\*iteration:/,
    /[a-z][a-z0-9+.-]+:\/\//i,
    /\bwww\./i,
    /[0-9a-f]{7}/,
  ];

  test('leaves no reference, control or bidi character, and is never too long', () => {
    const check = (text: string) => {
      const title = asTitle(text, 255);
      for (const reference of references) expect(title).not.toMatch(reference);
      expect(title).not.toMatch(
        /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\u200B\u200C\u200E\u200F\uFEFF]/u,
      );
      expect(Array.from(title).length).toBeLessThanOrEqual(255);
      expect(title.isWellFormed()).toBe(true);
      expect([...mentionsIn(title)]).toEqual([]);
    };
    for (const text of hostileTexts) check(text);
    fc.assert(fc.property(hostileText, check), { numRuns: 1000 });
  });

  test('changes nothing in a title that is inert already', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(asTitle(asTitle(text, 10_000), 10_000)).toBe(asTitle(text, 10_000));
      }),
    );
  });

  test('leaves an ordinary title as it is', () => {
    const title = 'Incident Review: R&D | 30% of C# builds fail — "disk full" 👩‍💻';
    expect(asTitle(title, 255)).toBe(title);
  });

  test('breaks a mention where nobody sees it', () => {
    expect(asTitle('ask @all', 255)).toBe('ask @\u200Dall');
  });

  test('is cut with an ellipsis, never within a character', () => {
    expect(asTitle('😀'.repeat(10), 4)).toBe('😀😀😀…');
    expect(asTitle('abcd', 4)).toBe('abcd');
    expect(asTitle('abcde', 4)).toBe('abc…');
  });
});

describe('cut', () => {
  test('counts code points and leaves no space before the ellipsis', () => {
    expect(cut('one two', 5)).toBe('one…');
    expect(cut('one', 3)).toBe('one');
    expect(cut('one', 0)).toBe('');
  });

  test('is total', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 70 }), (text, limit) => {
        expect(Array.from(cut(text, limit)).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

test('an address is one only as it can stand in Markdown', () => {
  expect(asUrl('https://gitlab.example.com:8443/a/b/-/issues/1#note_2')).toBe(
    'https://gitlab.example.com:8443/a/b/-/issues/1#note_2',
  );
  for (const text of [
    'javascript:alert(1)',
    'https://x/> <b>',
    'https://x/a)b',
    'https://user@x/',
    'https://x\n/close',
    ...hostileTexts.filter((one) => !one.startsWith('https')),
  ]) {
    expect(asUrl(text), text).toBeNull();
  }
});

test('an address with parameters is one that ends where it ends', () => {
  const good = 'https://grafana.example.com/explore?expr=sum%28x%29&from=1&to=2#/a';
  expect(asLink(good)).toBe(good);
  for (const text of [
    'https://x/?a=(b)',
    'https://x/?a=&copy;',
    'https://x/?a=b c',
    'https://x/?a="b"',
    'https://x/?a=<b>',
    'https://x/?a=@all',
    `https://x/?a=${'b'.repeat(4_000)}`,
    'javascript:alert(1)?a=b',
    ...hostileTexts.filter((one) => !one.startsWith('https')),
  ]) {
    expect(asLink(text), text).toBeNull();
  }
});

test('a reference is one only if it names an issue and nothing else', () => {
  for (const good of ['#1', 'acme/production#12', 'a.b/c-d/e_f#3']) expect(asReference(good)).toBe(good);
  for (const bad of [
    '12',
    '#1 @all',
    'acme#1',
    '_a/b_#1',
    'a__b/c__d#1',
    '#1\n',
    'a/b#1/close',
    ...hostileTexts,
  ]) {
    expect(asReference(bad), bad).toBeNull();
  }
});

test('a mebibyte of anything comes back', () => {
  for (const unit of ['`', '|', '~"', '😀']) {
    const text = unit.repeat(Math.ceil(2 ** 20 / unit.length));
    for (const neutralise of [inCode, inTable, inWords, asBlock])
      expect(typeof neutralise(text)).toBe('string');
    expect(Array.from(asTitle(text, 255)).length).toBeLessThanOrEqual(255);
  }
});
