import { expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { readMark } from '../../../src/domain/mark.ts';
import { someValues } from '../../fakes/values.ts';
import { shipped } from './shipped.ts';

const gitlabLimit = 1_048_576;
const templates = loadTemplates(shipped);
const at = '2024-10-31T04:18:00.000Z';

function document(count: number, text: string, tags: string[] = []): string {
  const timeline = Array.from({ length: count }, (_, index) => ({ at, text: `${index} ${text}`, tags }));
  return templates.review('incident-document', someValues({ timeline }));
}

const rowsIn = (text: string) =>
  text.split('\n').filter((line) => line.startsWith('| 2024-10-31 04:18 UTC |'));

test.each([
  ['many short entries', 40_000, 'x', []],
  ['entries that grow when they are neutralised', 4_000, '|'.repeat(500), []],
  ['long tags', 3_000, 'x', Array.from({ length: 10 }, () => '|'.repeat(200))],
])('with %s, the first are kept and the others counted', (_, count, text, tags) => {
  const rendered = document(count, text, tags);
  expect(rendered.length).toBeLessThan(gitlabLimit);
  const rows = rowsIn(rendered);
  expect(rows.length).toBeGreaterThan(100);
  expect(rows[0]).toContain('`0 ');
  expect(rendered).toContain(
    `Left out for length: ${count - rows.length} later entries. The incident's own timeline has them.`,
  );
  expect(rendered).toContain('<!-- guideline:closed-in-time -->');
  expect(readMark(rendered)?.template).toBe('incident-document');
});

test('one entry of any length is cut, not dropped', () => {
  const rendered = document(1, 'word '.repeat(400_000));
  expect(rowsIn(rendered)).toHaveLength(1);
  expect(rowsIn(rendered)[0]).toMatch(/…`/);
  expect(rendered).not.toContain('Left out');
});

test('a timeline that fits is whole', () => {
  const rendered = document(500, 'Somebody did something');
  expect(rowsIn(rendered)).toHaveLength(500);
  expect(rendered).not.toContain('Left out');
});

test('a form without a timeline does not care', () => {
  const timeline = Array.from({ length: 50_000 }, () => ({ at, text: 'x'.repeat(500), tags: [] }));
  expect(templates.review('incident-review', someValues({ timeline })).length).toBeLessThan(10_000);
});

test('names and reasons of any length are cut', () => {
  const long = 'a'.repeat(2 ** 20);
  const rendered = templates.review(
    'incident-review',
    someValues({
      incidentTitle: long,
      incidentReference: long,
      incidentUrl: `https://gitlab.example.com/${long}`,
      dri: { username: long, name: long, because: long },
      services: Array.from({ length: 1000 }, () => ({ label: long, team: long })),
      labels: [long],
    }),
  );
  expect(rendered.length).toBeLessThan(100_000);
});
