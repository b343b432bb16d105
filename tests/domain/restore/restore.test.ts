import { describe, expect, test } from 'vitest';
import { boxesIn } from '../../../src/domain/boxes/find-boxes.ts';
import { tick } from '../../../src/domain/boxes/tick.ts';
import { hashOfText, readMark, stamped, withMark, writeMark } from '../../../src/domain/mark.ts';
import { restore, wasOverwritten } from '../../../src/domain/restore/restore.ts';
import type { KeptTextWrite } from '../../../src/domain/restore/text-write.ts';

const form = `| Metric | Value |
| --- | --- |
| Start Time | 04:00 |
| End Time | _Fill in: when_ |

## Details

- [ ] Told. <!-- guideline:announced -->
- [ ] Labelled. <!-- guideline:labels -->`;

const base = withMark(
  form,
  writeMark({
    incident: { project: 7, issue: 700, iid: 12 },
    template: 't',
    cells: { start: hashOfText('04:00') },
    blocks: {},
    boxes: { announced: ' ', labels: ' ' },
  }),
);

let writes = 0;

/** A text of ours as it is kept. */
function written(from: string, text: string, restores: number | null = null): KeptTextWrite {
  writes += 1;
  const marked = stamped(text, hashOfText(`${writes}`));
  return { id: writes, base: from, text: marked, restores, previous: null };
}

const ticked = (text: string, ...ids: string[]) =>
  tick(text, new Map(ids.map((id) => [id, 'x' as const])))?.text ?? '';
const unticked = (text: string, id: string) => tick(text, new Map([[id, ' ' as const]]))?.text ?? '';
const said = base.replace('## Details\n', '## Details\n\nA disk was full.\n');
const bodyOf = (text: string) => text.slice(0, text.indexOf('\n\n<!-- incident'));
const isOurs = (text: string, id: string) => readMark(text)?.boxes[id] === boxesIn(text)[id];

describe('an edit comes back', () => {
  test('beside what we wrote', () => {
    const first = written(base, ticked(base, 'announced'));
    const text = restore({ first, later: [], previous: said, now: first.text });
    expect(bodyOf(text)).toBe(bodyOf(said).replace('- [ ] Told', '- [x] Told'));
    expect(isOurs(text, 'announced')).toBe(true);
  });

  test('beside all that came since, ours and of others', () => {
    const first = written(base, ticked(base, 'announced'));
    const edited = first.text.replace('Labelled', 'All labelled');
    const second = written(edited, ticked(edited, 'labels'));
    const now = second.text.replace('_Fill in: when_', 'at five');
    const text = restore({ first, later: [second], previous: said, now });
    expect(text).toBe(now.replace('## Details\n', '## Details\n\nA disk was full.\n'));
  });

  test('once, however often it is tried, also where a person has taken it away since', () => {
    const first = written(base, ticked(base, 'announced'));
    const whole = { first, previous: said };
    const back = written(first.text, restore({ ...whole, later: [], now: first.text }), first.id);
    expect(restore({ ...whole, later: [back], now: back.text })).toBe(back.text);
    const now = back.text.replace('A disk was full.\n\n', '');
    expect(restore({ ...whole, later: [back], now })).toBe(now);
  });

  test('whether or not GitLab took what we tried before', () => {
    const first = written(base, ticked(base, 'announced'));
    const refused = written(first.text, ticked(first.text, 'labels'));
    const back = written(first.text, said, first.id);
    const text = restore({ first, later: [refused, back], previous: said, now: first.text });
    expect(bodyOf(text)).toBe(bodyOf(said).replace('- [ ] Told', '- [x] Told'));
  });

  test('with the words of another person who wrote in the same place', () => {
    const first = written(base, ticked(base, 'announced'));
    const now = first.text.replace('## Details\n', '## Details\n\nThe name server was full.\n');
    const text = restore({ first, later: [], previous: said, now });
    expect(text).toContain('A disk was full.');
    expect(text).toContain('The name server was full.');
  });
});

describe('where both had written the same', () => {
  test('the cell is the person’s, though we have written it twice', () => {
    const first = written(base, base.replace('04:00', '04:18'));
    const second = written(first.text, first.text.replace('04:18', '04:19'));
    const previous = base.replace('04:00', 'about four');
    const text = restore({ first, later: [second], previous, now: second.text });
    expect(text).toContain('| Start Time | about four |');
    expect(text).not.toContain('04:1');
  });

  test.each(['x', '~'])('the box is the person’s, who set "%s", and stays theirs', (state) => {
    const first = written(base, ticked(base, 'announced'));
    const previous = base.replace('- [ ] Told', `- [${state}] Told`);
    for (const later of [[], [written(first.text, unticked(first.text, 'announced'))]]) {
      const now = later.at(-1)?.text ?? first.text;
      const text = restore({ first, later, previous, now });
      expect(boxesIn(text).announced).toBe(state);
      expect(isOurs(text, 'announced')).toBe(false);
    }
  });

  test('the box is that of who set it last', () => {
    const first = written(base, ticked(base, 'labels'));
    const previous = base.replace('- [ ] Told', '- [x] Told');
    const now = first.text.replace('- [ ] Told', '- [~] Told');
    expect(boxesIn(restore({ first, later: [], previous, now })).announced).toBe('~');
  });
});

test('a box that was moved is as it was before we set it, and ours', () => {
  const first = written(base, ticked(base, 'announced'));
  const line = '- [ ] Told. <!-- guideline:announced -->\n';
  const previous = `${line}\n${base.replace(line, '')}`;
  const text = restore({ first, later: [], previous, now: first.text });
  expect(bodyOf(text)).toBe(bodyOf(previous));
  expect(isOurs(text, 'announced')).toBe(true);
});

test('who took the mark away has it away', () => {
  const first = written(base, ticked(base, 'announced'));
  const text = restore({ first, later: [], previous: bodyOf(said), now: first.text });
  expect(text.trimEnd()).toBe(bodyOf(said).replace('- [ ] Told', '- [x] Told'));
});

test('what was words when a person wrote it is nothing that GitLab executes when we write it', () => {
  const first = written(base, ticked(base, 'announced'));
  const previous = base.replace('## Details\n', '## Details\n\n/promote\n');
  expect(restore({ first, later: [], previous, now: first.text })).toContain('\n\n /promote\n');
});

test('a text was overwritten if it is another than the one that was read, whatever is at the ends of lines', () => {
  expect(wasOverwritten({ base }, base.replaceAll('\n', '\r\n'))).toBe(false);
  expect(wasOverwritten({ base }, said)).toBe(true);
});
