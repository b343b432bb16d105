import { expect, test } from 'vitest';
import { asStored, isSameText } from '../../src/domain/as-stored.ts';

test.each([
  ['line ends of Windows', 'a\r\nb\r', 'a\nb'],
  ['white space at the end', 'a  \n\n \n', 'a'],
  ['a line that is executed', 'Done.\n/close\nThanks.', 'Done.\nThanks.'],
  ['such a line at the end', 'Done.\n\n/label ~a', 'Done.'],
  ['a line in code, which is not', '```\n/close\n```', '```\n/close\n```'],
])('GitLab stores a text with %s as it does', (_, sent, stored) => {
  expect(asStored(sent)).toBe(stored);
  expect(asStored(stored)).toBe(stored);
});

test('texts are the same whatever is at the ends of their lines, and not without a line that somebody wrote', () => {
  expect(isSameText('a\r\nb\n', 'a\nb')).toBe(true);
  expect(isSameText('a\n/var/log was full', 'a')).toBe(false);
});
