import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxesIn, findBoxes, withBoxes } from '../../../src/domain/boxes/find-boxes.ts';
import { tick } from '../../../src/domain/boxes/tick.ts';
import { guidelineMark } from '../../../src/domain/guidelines/index.ts';
import { readMark, withMark, writeMark } from '../../../src/domain/mark.ts';
import { readReviewText } from '../../../src/domain/review-text/review-text.ts';
import { hostileText, hostileTexts } from '../../fakes/hostile.ts';

const incident = { project: 1, issue: 2, iid: 3 };
const title = guidelineMark('title');
const details = guidelineMark('details');

function review(body: string, boxes: Record<string, 'x' | ' ' | '~'> = {}): string {
  return withMark(body, writeMark({ incident, template: 't', cells: {}, blocks: {}, boxes }));
}

function body(text: string): string {
  return text.split('\n').slice(0, -2).join('\n');
}

const box = `- [ ] The title is right. ${title}`;

describe('a box is found', () => {
  test.each([
    ['in a list', box],
    ['in a list of stars', `* [ ] x ${title}`],
    ['in a list of pluses', `+ [ ] x ${title}`],
    ['in a numbered list', `3. [ ] x ${title}`],
    ['in a list numbered otherwise', `1) [ ] x ${title}`],
    ['with blanks before', `   - [ ] x ${title}`],
    ['below another', `- one\n    - two\n        - [ ] x ${title}`],
    ['directly in another', `- - [ ] x ${title}`],
    ['below a box', `- [x] y ${details}\n  - [ ] x ${title}`],
    ['behind a tab', `-\t[ ] x ${title}`],
    ['folded away', `<details>\n<summary>More</summary>\n\n${box}\n\n</details>`],
    ['in a quote', `> ${box}`],
    ['in a quote of a quote', `> > - one\n> >   - [ ] x ${title}`],
    ['reworded, with its mark in the middle', `- [ ] Well, ${title} is it right?`],
    ['over several lines', `- [ ] The title\n  is right\n  ${title}`],
    ['with its mark in a line of its own', `- [ ] The title is right\n\n  ${title}\n`],
    ['with its mark twice', `- [ ] x ${title} ${title}`],
    ['behind inline code', `- [ ] \`code\` and \`\`more \` code\`\` ${title}`],
    ['behind a backtick that opens nothing', `- [ ] it\` is ${title}`],
    ['with line ends of Windows', `text\r\n\r\n- [ ] x ${title}\r\n`],
    ['without words', `- [ ] ${title}`],
  ])('%s', (_, text) => {
    const found = findBoxes(text).find(({ id }) => id === 'title');
    expect(found?.state).toBe(' ');
    const at = found?.at ?? 0;
    expect(text.slice(at - 1, at + 2)).toBe('[ ]');
    expect([...readReviewText(text).boxes.keys()]).toContain('title');
    expect(findBoxes(`${text.slice(0, at)}~${text.slice(at + 1)}`)).toContainEqual({ ...found, state: '~' });
  });
});

describe('no box of ours', () => {
  test.each([
    ['is in a block of code', `\`\`\`\n${box}\n\`\`\``],
    ['is in a block of tildes', `~~~\n${box}\n~~~`],
    ['is in indented code', `text\n\n    ${box}`],
    ['is in inline code', `- [ ] \`x ${title}\``],
    ['is in long inline code', `- [ ] \`\`x \` ${title}\`\``],
    ['is in a table', `| a |\n| --- |\n| [ ] x ${title} |`],
    ['is a paragraph', `[ ] x ${title}`],
    ['has a mark outside of it', `- [ ] x\n\n${title}`],
    ['has a mark in its second paragraph', `- [ ] x\n\n  y ${title}`],
    ['has its mark below it', `- [ ] x\n  - y ${title}`],
    ['has the marks of two', `- [ ] x ${title} ${details}`],
    ['has an escaped mark', `- [ ] x \\${title}`],
    ['has half a mark', '- [ ] x <!-- guideline:title'],
    ['has another comment', '- [ ] x <!-- guideline: -->'],
    ['has an id that is none', '- [ ] x <!-- guideline:__proto__ -->'],
    ['is called as something that every object has', '- [ ] x <!-- guideline:constructor -->'],
    ['has something else in it', `- [y] x ${title}`],
    ['has no blank behind it', `- [x]x ${title}`],
    ['has lost its mark', '- [ ] The title is right.'],
  ])('%s', (_, text) => {
    expect(findBoxes(text)).toEqual([]);
    expect([...readReviewText(text).boxes]).toEqual([]);
  });
});

test('a large X is a box that is done', () => {
  expect(boxesIn(`- [X] x ${title}\n- [~] y ${details}`)).toEqual({ title: 'x', details: '~' });
});

describe('ticking', () => {
  test('changes one character and the mark, and nothing else', () => {
    const before = review(`# Hé\r\n\r\n> 1. [ ] x ${title}\r\n\r\n- [ ] y ${details}  \r\n`);
    const after = tick(before, new Map([['title', 'x']]));
    expect(body(after?.text ?? '')).toBe(body(before).replace('[ ]', '[x]'));
    expect(after).toMatchObject({ written: ['title'], theirs: [], twice: [], gone: [] });
    expect(readMark(after?.text ?? '')?.boxes).toEqual({ title: 'x' });
  });

  test('keeps what stands around the mark', () => {
    const before = `${review(box)}\r\n \n`;
    expect(tick(before, new Map([['title', '~']]))?.text.endsWith(' -->\r\n \n')).toBe(true);
  });

  test('is done again and undone while nobody else does it', () => {
    let text = review(box);
    for (const state of ['x', ' ', '~', 'x', ' '] as const) {
      text = tick(text, new Map([['title', state]]))?.text ?? '';
      expect(boxesIn(text)).toEqual({ title: state });
    }
  });

  test.each([
    ['ticked by a person', `- [x] x ${title}`, {}],
    ['ticked by a person with a large X', `- [X] x ${title}`, {}],
    ['unticked by a person', box, { title: 'x' }],
    ['called off by a person', `- [~] x ${title}`, { title: 'x' }],
    ['ticked where we had unticked', `- [x] x ${title}`, { title: ' ' }],
  ] as const)('leaves alone what was %s', (_, text, boxes) => {
    const before = review(text, boxes);
    const stands = findBoxes(before)[0]?.state;
    for (const state of ['x', ' ', '~'] as const) {
      expect(tick(before, new Map([['title', state]]))).toEqual({
        text: before,
        written: [],
        theirs: [{ id: 'title', stands }],
        twice: [],
        gone: [],
      });
    }
  });

  test('takes a large X for the one that it wrote', () => {
    const before = review(`- [X] x ${title}`, { title: 'x' });
    expect(body(tick(before, new Map([['title', ' ']]))?.text ?? '')).toBe(`- [ ] x ${title}`);
  });

  test('touches none that stands twice, and tells of one that is gone', () => {
    const before = review(`${box}\n\nAs it was last week:\n\n> ${box}`);
    expect(
      tick(
        before,
        new Map([
          ['title', 'x'],
          ['details', 'x'],
        ]),
      ),
    ).toEqual({ text: before, written: [], theirs: [], twice: ['title'], gone: ['details'] });
  });

  test('is nothing where the mark is gone', () => {
    expect(tick(box, new Map([['title', 'x']]))).toBeNull();
  });

  test('writes nothing into a box that is called as something that every object has', () => {
    const text = `- [ ] x <!-- guideline:constructor -->\n${box}`;
    expect(withBoxes(text, { title: 'x' })).toBe(text.replace(/\[ ](?=[^\n]*title)/, '[x]'));
  });

  test('never throws, and changes as many characters as it says', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostileText, fc.constant(`\n${box}\n`)), { maxLength: 5 }), (parts) => {
        const before = review(parts.join(''));
        const after = tick(before, new Map([['title', 'x']]));
        if (after === null) return;
        const [a, b] = [body(before), body(after.text)];
        expect(b.length).toBe(a.length);
        expect(a.split('').filter((_, at) => a[at] !== b[at])).toEqual(after.written.map(() => ' '));
      }),
    );
  });
});

test('a mebibyte of anything takes a moment', () => {
  const units = [box, `> ${box}\n`, `- [ ] ${'`'.repeat(7)} \``, '- [ ] <!-- ', `- [ ] ${title}`, '`'];
  for (const unit of [...hostileTexts, ...units]) {
    if (unit !== '') findBoxes(`${unit.repeat(Math.ceil(2 ** 20 / unit.length))}\n${box}`);
  }
});
