import { expect, test } from 'vitest';
import { findSection, withoutEmptyEdges } from '../../src/domain/find-section.ts';

const bodyOf = (text: string, ...titles: string[]) => {
  const lines = text.split('\n');
  const span = findSection(lines, titles);
  return span === null ? null : lines.slice(span.from, span.to).join('\n');
};

test.each<[string, string, string | null]>([
  ['up to the next heading', '# A\n\n## Metrics\n\none\n\n## B', '\none\n'],
  ['up to a heading that is further in', '## Metrics\none\n### More\ntwo', 'one'],
  ['to the end', '## Metrics\none', 'one'],
  ['with other letters and signs', '##   METRICS: ##\none', 'one'],
  ['with a line below the title', 'Metrics\n---\none', 'one'],
  ['with the line ends of a browser', '# A\r\n## Metrics\r\none\r\n# B\r', 'one\r'],
  ['the first of two', '# Metrics\none\n# Metrics\ntwo', 'one'],
  ['not in code', '```\n# Metrics\n```\n# B', null],
  ['not in a quote or a list', '> # Metrics\n\n- # Metrics\n', null],
  ['not a longer title', '# Metrics of old\none', null],
  ['not in words', 'Metrics\nare fine', null],
])('a section is found %s', (_, text, body) => {
  expect(bodyOf(text, 'metrics')).toBe(body);
});

test('empty lines around a text are left out', () => {
  const lines = ['', 'a', '', 'b', ' ', ''];
  expect(withoutEmptyEdges(lines, { from: 0, to: 6 })).toEqual({ from: 1, to: 4 });
  expect(withoutEmptyEdges(lines, { from: 4, to: 6 })).toEqual({ from: 4, to: 4 });
});
