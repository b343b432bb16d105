import { expect, it } from 'vitest';
import type { Reading } from '../../src/domain/read/reading.ts';
import { runIn } from './world.ts';

const outage = `# Checkout is down

| | |
| --- | --- |
| Start time | 2026-03-02 08:10 UTC |
| End time | 2026-03-02 09:40 UTC |
`;

/** Runs the command on files that are not there; a name without a text cannot be read. */
async function read(files: Record<string, string>, words: string[], zone: string | null = null) {
  const shown: string[] = [];
  const ended = await runIn(
    {
      showProgress: (text) => void shown.push(text),
      assumedZone: () => zone,
      readDocument: async (path) => {
        const text = files[path];
        return text === undefined ? { unreadable: 'there is no such file' } : { text };
      },
    },
    ['key-information', ...words],
  );
  return { ...ended, shown };
}

type Printed = Reading & { file: string };

function parse(printed: string): Printed[] {
  return JSON.parse(printed);
}

async function startOf(text: string, words: string[] = [], zone: string | null = null) {
  const { printed } = await read({ 'x.md': text }, ['--json', ...words, 'x.md'], zone);
  return parse(printed)[0]?.start;
}

it('prints one JSON document in the order of the files, and each object in the order of the contract', async () => {
  const files = { 'b.md': outage, '-': 'nothing of it' };
  const { code, printed, complained, shown } = await read(files, ['--json', 'b.md', '-', 'b.md']);
  expect({ code, complained, shown }).toEqual({ code: 0, complained: '', shown: [] });
  const objects = parse(printed);
  expect(objects.map(({ file }) => file)).toEqual(['b.md', '-', 'b.md']);
  expect(Object.keys(objects[0] ?? {})).toEqual([
    'file',
    'start',
    'end',
    'windows',
    'duration',
    'requestsAffected',
    'customersAffected',
    'severity',
    'incident',
    'timeline',
    'findings',
  ]);
  expect(objects[0]).toMatchObject({
    start: { value: '2026-03-02T08:10:00Z', line: 5 },
    end: { value: '2026-03-02T09:40:00Z', line: 6 },
    duration: { minutes: 90 },
  });
  expect(objects[1]?.start).toEqual({
    value: null,
    local: null,
    precision: null,
    zone: null,
    zoneFrom: null,
    source: null,
    line: null,
    confidence: null,
  });
});

it('reads all that can be read, says what cannot and why, and ends with 1', async () => {
  const mixed = await read({ 'a.md': outage, 'c.md': outage }, ['a.md', 'gone\u001b[2J.md', 'c.md']);
  expect(mixed.code).toBe(1);
  expect(mixed.complained).toBe('gone[2J.md cannot be read: there is no such file');
  expect(mixed.printed).toMatch(/^a\.md\n {2}start .*\n\nc\.md\n {2}start /s);
  expect(mixed.printed).toMatch(/\n\n2 files: start found in 2, .* 1 file could not be read\.$/);

  const json = await read({ 'a.md': outage }, ['--json', 'gone.md', 'a.md']);
  expect(json.code).toBe(1);
  expect(parse(json.printed)).toMatchObject([{ file: 'a.md' }]);
  expect(await read({}, ['--json', 'gone.md'])).toMatchObject({ code: 1, printed: '[]' });
});

it('prints no summary of one file', async () => {
  expect((await read({ 'a.md': outage }, ['a.md'])).printed).not.toContain('found in');
  expect((await read({}, ['a.md'])).printed).toBe('');
});

it('takes the date from the name of the file', async () => {
  const text = 'Start time: 08:10 UTC\nEnd time: 09:40 UTC\n';
  const name = 'notes/1999-01-01/outage-2026-03-02.md';
  const { printed } = await read({ [name]: text }, ['--json', name]);
  expect(parse(printed)).toMatchObject([{ file: name, start: { value: '2026-03-02T08:10:00Z' } }]);
});

it('assumes the configured zone, and another one only where it is told so', async () => {
  const text = 'Start time: 2026-03-02 08:10\nEnd time: 2026-03-02 09:40\n';
  expect(await startOf(text)).toMatchObject({ value: null, zone: null, zoneFrom: null });
  const configured = await startOf(text, [], 'Europe/Berlin');
  expect(configured).toMatchObject({ value: '2026-03-02T07:10:00Z', zoneFrom: 'configured' });
  const told = await startOf(text, ['--assume-zone', 'America/New_York'], 'Europe/Berlin');
  expect(told).toMatchObject({ value: '2026-03-02T13:10:00Z', zone: 'America/New_York' });
});

it('does not ask for a configuration where the zone is told', async () => {
  const readDocument = async () => ({ text: outage });
  expect(await runIn({ readDocument }, ['key-information', '--assume-zone', 'UTC', 'x.md'])).toMatchObject({
    code: 0,
  });
});

it('ends with 2 for wrong use, and says what is allowed', async () => {
  expect((await read({}, [])).code).toBe(2);
  const zone = await read({ 'a.md': outage }, ['a.md', '--assume-zone', 'Berlin']);
  expect(zone.code).toBe(2);
  expect(zone.complained).toContain('Did you mean Europe/Berlin?');
  expect((await read({ 'a.md': outage }, ['a.md', '--assume-zone', 'PST'])).complained).not.toContain('mean');
  const twice = await read({ '-': outage }, ['-', '-']);
  expect(twice).toMatchObject({ code: 2, printed: '' });
});

it('shows how far it is in a long run alone', async () => {
  const files = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`${index}.md`, outage]));
  expect((await read(files, Object.keys(files))).shown).toEqual([
    '20 of 45 files read',
    '40 of 45 files read',
  ]);
});

it('prints JSON that acts on no terminal and says the same', async () => {
  const name = 'a\u009b2J\u202Eb\u2028c\u007f.md';
  const { printed } = await read({ [name]: outage }, ['--json', name]);
  expect(printed).not.toMatch(/[[\p{Cc}\p{Bidi_Control}\u2028]--\n]/v);
  expect(parse(printed)).toMatchObject([{ file: name }]);
});
