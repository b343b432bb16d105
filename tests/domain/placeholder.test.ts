import { describe, expect, test } from 'vitest';
import { fillIn, isPromptOfForm, isStillEmpty } from '../../src/domain/placeholder.ts';

const empty = [
  '',
  '  \n ',
  fillIn('how many customers were affected'),
  ` ${fillIn('x')} `,
  '<!-- say when it began -->',
  `<!-- a --> ${fillIn('x')} <!-- b -->`,
  'TBD',
  'tba.',
  'To be determined',
  'TODO',
  '-',
  '—',
  '...',
  '???',
];

const promptsOfForms = [
  '_how many?_',
  '*e.g. 14:05 UTC*',
  '[start time]',
  '<time>',
  '(in UTC)',
  '{duration}',
  'YYYY-MM-DD HH:MM UTC',
  'xx hrs yy min',
  '__:__',
  'hh:mm',
];

const answers = [
  '550 namespaces',
  'n/a',
  'unknown',
  'none',
  '04:18am UTC',
  '0',
  '_about_ 50',
  '[dashboard](https://grafana.example.com/d/1)',
  'Fill in: later',
  `${fillIn('x')} 50`,
  '<!-- 50',
];

describe('in a review, a place is still empty', () => {
  test.each(empty)('with %j', (text) => {
    expect(isStillEmpty(text)).toBe(true);
  });

  test.each([...answers, '_about fifty_'])('but not with %j', (text) => {
    expect(isStillEmpty(text)).toBe(false);
  });
});

describe('in a form that nobody has filled in, a place may be written', () => {
  test.each([...empty, ...promptsOfForms])('with %j', (text) => {
    expect(isPromptOfForm(text)).toBe(true);
  });

  test.each(answers)('but not with %j', (text) => {
    expect(isPromptOfForm(text)).toBe(false);
  });
});
