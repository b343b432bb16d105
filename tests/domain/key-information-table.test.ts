import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../src/domain/cells.ts';
import { fillKeyInformation } from '../../src/domain/key-information-table.ts';
import { someValues } from '../fakes/values.ts';

const cells = cellsOf(someValues());
const fill = (text: string) => fillKeyInformation(text, cells).text;
const table = (...rows: string[]) => ['| Metric | Value |', '|--|--|', ...rows].join('\n');
const start = '2024-10-31 04:18 UTC (when the incident was opened)';

test('empty cells of known rows are filled, the others stay to the character', () => {
  const before = [
    '## Facts',
    '',
    '| Metric            | Value      | Notes |',
    '|:------------------|-----------:|-------|',
    '| Start Time        |            | keep  |',
    '| End Time          | 21:00 UTC  |       |',
    '| Customers Affected|            |       |',
    '| Weather           |            |       |',
    '',
    'Start Time | not a table',
  ];
  const { text, ours } = fillKeyInformation(before.join('\n'), cells);
  const after = [...before];
  after[4] = `| Start Time        | ${start} | keep  |`;
  expect(text).toBe(after.join('\n'));
  expect(ours).toMatchObject({ start });
  expect(Object.keys(ours)).toEqual(['start', 'customersAffected']);
});

describe('a row is known', () => {
  test.each([
    ['in any case', '| START time |'],
    ['in bold with a colon', '| **Start Time:** |'],
    ['in italics', '| _Start time_ |'],
    ['as a link', '| [Start Time](https://handbook.example.com/start(ed)) |'],
    ['with a remark', '| Start time (UTC) |'],
    ['with a picture of a clock', '| ⏱️ Start time |'],
    ['with HTML', '| <b>Start</b> <br> time |'],
    ['by a common other name', '| Started at |'],
  ])('%s', (_, row) => {
    expect(fill(table(`${row} TBD |`, '| Severity | |'))).toBe(
      table(`${row} ${start} |`, '| Severity | severity::2 (high) |'),
    );
  });
});

test('prompts of a form are written over, answers are not', () => {
  expect(fill(table('| Start Time | YYYY-MM-DD HH:MM UTC |', '| End Time | _when?_ |'))).toBe(
    table(`| Start Time | ${start} |`, '| End Time | 2024-10-31 22:05 UTC |'),
  );
  const answered = table('| Start Time | about noon |', '| Incident | [#3](https://x.example) |');
  expect(fill(answered)).toBe(answered);
});

test('rows without bars at their ends or without a second cell are filled as well', () => {
  expect(fill('Metric | Value\n--- | ---\nStart Time |\nSeverity | ?\n')).toBe(
    `Metric | Value\n--- | ---\nStart Time | ${start} |\nSeverity | severity::2 (high) \n`,
  );
  expect(fill(table('| Start Time |', '| Duration'))).toBe(
    table(`| Start Time | ${start} |`, `| Duration | ${cells.duration.text} |`),
  );
});

test('an escaped bar does not divide cells', () => {
  const answered = table('| Start Time | 4 \\| 5 |', '| Severity \\| | |');
  expect(fill(answered)).toBe(table('| Start Time | 4 \\| 5 |', '| Severity \\| | severity::2 (high) |'));
});

test('a table with one such row only, in a quote or in code is left alone', () => {
  for (const text of [
    table('| Severity | |', '| Colour | |'),
    table('| Severity | |', '| Start | |').replace(/^/gm, '> '),
    `\`\`\`\n${table('| Severity | |', '| Start | |')}\n\`\`\``,
    `<!--\n${table('| Severity | |', '| Start | |')}\n-->`,
  ]) {
    expect(fill(text)).toBe(text);
  }
});

test('only the first such table and only the first such row is filled', () => {
  const once = table('| Start | |', '| Start | |', '| End | noon |');
  expect(fill(`${once}\n\n${once}`)).toBe(
    `${table(`| Start | ${start} |`, '| Start | |', '| End | noon |')}\n\n${once}`,
  );
});

test('a row of any length comes back', () => {
  for (const unit of ['|', '| a ', '\\|', '|\n', '[a](', '<a']) {
    const text = table('| Start | |', '| End | |', `| Severity ${unit.repeat(2 ** 16)}`);
    expect(fill(text).includes(start)).toBe(true);
  }
});
