import { describe, expect, test } from 'vitest';
import { fillLink, fillQuery } from '../../../src/domain/measure/fill-in.ts';
import { windowOf } from '../../../src/domain/measure/window.ts';

const window = windowOf('2024-10-31T04:18:00.000Z', '2024-10-31T22:05:00.000Z');
if (window === null) throw new Error('it has a length');

describe('a query', () => {
  test.each([
    ['increase(x[$window])', 'increase(x[64020s])'],
    ['x @ $start + x @ $end', 'x @ 1730348280 + x @ 1730412300'],
    ['increase(x[$window] offset $window)', 'increase(x[64020s] offset 64020s)'],
    ['$windows $window_s $endpoint $started', '$windows $window_s $endpoint $started'],
    ['x{path=~"/a$"}', 'x{path=~"/a$"}'],
    ['label_replace(x, "a", "$1", "b", "(.*)")', 'label_replace(x, "a", "$1", "b", "(.*)")'],
    ['sum(x)', 'sum(x)'],
    ['', ''],
  ])('%s', (query, filled) => {
    expect(fillQuery(query, window)).toBe(filled);
  });
});

describe('a link', () => {
  test('is percent-encoded, with moments in milliseconds', () => {
    const link = 'https://grafana.example.com/explore?expr=$query&from=$start&to=$end';
    expect(fillLink(link, 'sum(increase(x{a="b c"}[1h]))', window)).toBe(
      'https://grafana.example.com/explore?expr=sum%28increase%28x%7Ba%3D%22b%20c%22%7D%5B1h%5D%29%29&from=1730348280000&to=1730412300000',
    );
  });

  test.each([
    ['what a query says of our words is no word of ours', 'x @ $start', 'q=x%20%40%20%24start'],
    ['nothing ends a link in Markdown', `"a')>]*!"`, 'q=%22a%27%29%3E%5D%2A%21%22'],
    ['no replacement pattern is one', 'a$&b$1', 'q=a%24%26b%241'],
    ['half of a character stops nobody', 'a\uD800', 'q=a%EF%BF%BD'],
  ])('%s', (_what, query, filled) => {
    expect(fillLink('q=$query', query, window)).toBe(filled);
  });
});
