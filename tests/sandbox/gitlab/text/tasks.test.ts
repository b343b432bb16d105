import { expect, it } from 'vitest';
import { countTasks } from '../../../../src/sandbox/gitlab/text/tasks.ts';

it('counts task items in all kinds of lists, nested ones too', () => {
  const text = '- [ ] a\n- [x] b\n* [X] c\n1. [ ] d\n   - [x] e\n- [~] f';
  expect(countTasks(text)).toEqual({ count: 6, done: 3 });
});

it.each([
  ['without text', '- [ ] '],
  ['in code', '```\n- [ ] a\n```'],
  ['in a table', '| a |\n|---|\n| [ ] |'],
  ['without a list', '[ ] a'],
  ['without a space', '- [x]a'],
])('counts none %s', (_where, text) => {
  expect(countTasks(text)).toEqual({ count: 0, done: 0 });
});
