import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge, mergePeople } from '../../../src/domain/merge/merge.ts';
import { piecesOf } from '../../../src/domain/merge/pieces.ts';
import { hostileText, hostileTexts } from '../../fakes/hostile.ts';

const base = `# Times

| Metric | Value |
| --- | --- |
| Start | _Fill in: when_ |
| End | _Fill in: when_ |

What happened, in a few words.

- [ ] The title is right. <!-- guideline:title -->
- [ ] The times are there. <!-- guideline:times -->
`;

/** `base` with pieces of it replaced. */
function edited(...edits: [string, string][]): string {
  return edits.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, base);
}

const title = '- [ ] The title is right. <!-- guideline:title -->\n';
const ticked = title.replace('[ ]', '[x]');
const start = '| Start | _Fill in: when_ |';
const ourStart = '| Start | 04:18 |';

describe('a change of ours and one of a person are both there', () => {
  test.each<[string, [string, string], [string, string], [string, string][]]>([
    ['in different lines', [start, ourStart], ['few words', 'few sentences'], []],
    ['in neighbouring lines', [start, ourStart], ['| End | _Fill in: when_ |', '| End | 05:00 |'], []],
    [
      'in one line, a box and a word',
      [title, ticked],
      ['title is right', 'heading is right'],
      [['- [ ] The title is right', '- [x] The heading is right']],
    ],
    ['in a line that they wrote below', [title, ticked], ['right. ', 'right. Is it? '], []],
    [
      'where they added a line below ours',
      [title, ticked],
      [title, `${title}- [ ] Another\n`],
      [[title, `${ticked}- [ ] Another\n`]],
    ],
    [
      'where both add something at the same place',
      ['\n\nWhat', '\n\nOurs\n\nWhat'],
      ['\n\nWhat', '\n\nTheirs\n\nWhat'],
      [['\n\nWhat', '\n\nTheirs\n\nOurs\n\nWhat']],
    ],
  ])('%s', (_, ours, theirs, both) => {
    const expected = both.length > 0 ? edited(...both) : edited(ours, theirs);
    expect(merge(base, edited(ours), edited(theirs))).toEqual({ text: expected, givenUp: [] });
    if (!both.some(([, text]) => text.includes('Theirs'))) {
      expect(mergePeople(base, edited(ours), edited(theirs))).toBe(expected);
    }
  });
});

describe('where both change the same, the person has it', () => {
  test.each<[string, [string, string], [string, string], string[]]>([
    ['a cell', [start, ourStart], [start, '| Start | about four, I think |'], [' 04:18 |']],
    ['a box', [title, ticked], ['- [ ] The title', '- [~] The title'], ['[x]']],
    ['a line that they took away', [title, ticked], [title, ''], [ticked]],
    ['a row that they named otherwise', [start, ourStart], ['| Start |', '| Began |'], [' Start | 04:18 |']],
    ['a row without a value', [start, `${start} 04:18 |`], [start, `${start} four |`], [' 04:18 |']],
    ['a word', ['few words', 'two words'], ['few words', 'many words'], ['two']],
  ])('%s', (_, ours, theirs, givenUp) => {
    expect(merge(base, edited(ours), edited(theirs))).toEqual({ text: edited(theirs), givenUp });
  });

  test('a cell, which is not that of another row with the same in it', () => {
    const rows = (a: string, b: string) => `| A | ${a} |\n| B | ${b} |\n`;
    const { text } = merge(rows('1', '2'), rows('2', '0'), rows('1', 'theirs'));
    expect(text).toBe(rows('2', 'theirs'));
  });

  test('a line, and with it its box, which is not that of the next', () => {
    const [first, second] = ['- [x] One <!-- guideline:a -->\n', '- [x] Two <!-- guideline:b -->\n'];
    const ours = first.replace('x', ' ') + second.replace('x', '~');
    expect(merge(first + second, ours, second).text).toBe(second.replace('x', '~'));
  });

  test('a part that they moved, in which our tick is not', () => {
    const list = base.slice(base.indexOf('- [ ]'));
    const moved = `${list}\n${base.replace(list, '')}`;
    expect(merge(base, edited([title, ticked]), moved).text).toBe(moved);
    // What of ours stands elsewhere is there all the same.
    const { text } = merge(base, edited([title, ticked], [start, ourStart]), moved);
    expect(text).toBe(moved.replace(start, ourStart));
  });
});

describe('of two people', () => {
  test.each<[string, [string, string], [string, string], [string, string]]>([
    [
      'the words of both stand there',
      ['few words', 'two words'],
      ['few words', 'many words'],
      ['few words', 'two many words'],
    ],
    [
      'the values of both stand in one cell',
      [start, ourStart],
      [start, '| Start | four |'],
      [start, '| Start | 04:18 four |'],
    ],
    [
      'the later has the box',
      ['- [ ] The title', '- [~] The title'],
      ['- [ ] The title', '- [x] The title'],
      ['- [ ] The title', '- [~] The title'],
    ],
    [
      'the value of one stands in its row, though the other took the row away and wrote above it',
      [`${start}\n| End | _Fill in: when_ |\n`, `${ourStart}\n`],
      ['| End | _Fill in: when_ |', '| End | five |'],
      [`${start}\n| End | _Fill in: when_ |\n`, `${ourStart}\n| End | five |\n`],
    ],
    ['who wrote in a line keeps it', ['few words', 'two words'], ['in a few words', ''], ['few', 'two']],
    ['what both took away is away', [title, ''], [title, ''], [title, '']],
    ['what both wrote stands there once', ['few', 'three'], ['few', 'three'], ['few', 'three']],
  ])('%s', (_, later, earlier, both) => {
    expect(mergePeople(base, edited(later), edited(earlier))).toBe(edited(both));
  });
});

/**
 * Words that stand once, in lines, tables and lists, and two changes of them with words of their own. What we change stays
 * where it is: who moves words writes them anew.
 */
const changes = fc
  .record({
    lines: fc.array(
      fc.record({
        form: fc.constantFrom('', '- [ ] ', '| ', '> 1. [x] '),
        words: fc.integer({ min: 1, max: 6 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    ours: fc.array(fc.tuple(fc.nat(), fc.constantFrom('insert', 'replace', 'line')), {
      maxLength: 8,
    }),
    theirs: fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('insert', 'delete', 'replace', 'line', 'drop', 'move')),
      {
        maxLength: 8,
      },
    ),
  })
  .map(({ lines, ours, theirs }) => {
    let count = 0;
    const before = lines.map(({ form, words }) => {
      const named = Array.from({ length: words }, () => {
        count += 1;
        return `w${count}.`;
      });
      return form + named.join(form === '| ' ? ' | ' : ' ') + (form === '| ' ? ' |' : '');
    });
    return {
      before: before.join('\n'),
      ours: change(before, ours, 'o'),
      theirs: change(before, theirs, 't'),
    };
  });

function change(before: string[], acts: [number, string][], name: string): string {
  const lines = [...before];
  for (const [n, [at, act]] of acts.entries()) {
    const index = at % Math.max(1, lines.length);
    const line = lines[index] ?? '';
    const word = /w\d+\./.exec(line)?.[0];
    const own = `${name}${n}.`;
    if (act === 'line') lines.splice(index, 0, own);
    else if (act === 'drop') lines.splice(index, 1);
    else if (act === 'move') lines.splice((at * 7) % (lines.length + 1), 0, ...lines.splice(index, 1));
    else if (act === 'insert') lines[index] = `${line} ${own}`;
    else if (word !== undefined) lines[index] = line.replace(word, act === 'delete' ? '' : own);
  }
  return lines.join('\n');
}

const whole = (text: string): string =>
  piecesOf(text)
    .map((piece) => piece.text)
    .join('');

const all = (text: string, form: RegExp): string[] => text.match(form) ?? [];

describe('whatever the two changes are', () => {
  test('one that changed nothing takes nothing from the other', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (a, b) => {
        expect(merge(a, a, b)).toEqual({ text: b, givenUp: [] });
        expect(merge(a, b, a)).toEqual({ text: b, givenUp: [] });
        expect(merge(a, b, b)).toEqual({ text: b, givenUp: [] });
        for (const text of [mergePeople(a, a, b), mergePeople(a, b, a), mergePeople(a, b, b)])
          expect(text).toBe(b);
      }),
    );
  });

  test('all that the person wrote is there in its order, and all that they took away is not', () => {
    fc.assert(
      fc.property(changes, ({ before, ours, theirs }) => {
        const { text, givenUp } = merge(before, ours, theirs);
        expect(all(text, /t\d+\./g)).toEqual(all(theirs, /t\d+\./g));
        const left = new Set(all(theirs, /w\d+\./g));
        expect(all(text, /w\d+\./g).filter((word) => !left.has(word))).toEqual([]);
        const told = givenUp.join('\n');
        for (const word of all(ours, /o\d+\./g)) expect(text + told).toContain(word);
      }),
      { numRuns: 3_000 },
    );
  });

  test('all that two people wrote is there', () => {
    fc.assert(
      fc.property(changes, ({ before, ours, theirs }) => {
        const text = mergePeople(before, ours, theirs);
        for (const word of [...all(ours, /o\d+\./g), ...all(theirs, /t\d+\./g)]) expect(text).toContain(word);
      }),
      { numRuns: 3_000 },
    );
  });

  test('the pieces of a text are the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(whole(text)).toBe(text);
      }),
    );
    for (const text of hostileTexts)
      expect(whole(`${text}\n| ${text} |\n- [ ] ${text}`)).toBe(`${text}\n| ${text} |\n- [ ] ${text}`);
  });

  test('what is large and hostile takes a moment', () => {
    for (const unit of ['a ', '\n', '| a ', '<!-- ', '- [ ] ', 'a | b \\| c', '\n\n/confidential\n']) {
      const text = unit.repeat(Math.ceil(2 ** 18 / unit.length));
      merge(text, `x${text.slice(1, -1)}o`, `y${text.slice(1, 100_000)}z\n${text.slice(100_000)}`);
    }
  });
});
