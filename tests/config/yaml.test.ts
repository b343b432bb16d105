import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig, type Mistake } from '../../src/config.ts';

const top = 'gitlab: { projects: [{ incidents: acme/production }] }\n';

function mistakesIn(text: string): Mistake[] {
  const loaded = loadConfig({}, () => text, ['policy']);
  return 'mistakes' in loaded ? loaded.mistakes : [];
}

describe('a file that is no good YAML', () => {
  it('with a key twice names the second one, and is checked all the same', () => {
    const text = `${top}calendar:\n  hours: "09:00-17:00"\n  hours: nine to five\n`;
    expect(mistakesIn(text)).toMatchObject([
      { path: 'calendar.hours', line: 4, column: 3, found: 'a key that stands in the same map already' },
    ]);
    expect(mistakesIn(`${text}digest: { day: moon }\n`)).toHaveLength(2);
  });

  it.each([
    ['a tab', `${top}calendar:\n\thours: x\n`, 3, 'a tab as indentation'],
    ['an open bracket', `${top}apps: [./a.ts\ncalendar: {}\n`, 3, 'a [ without its ]'],
    ['an open quote', `${top}apps: ["./a.ts]\n`, 3, 'a " without the second "'],
    [
      'a colon in a plain value',
      `${top}incident: { label: x }\ndigest: a: b\n`,
      3,
      'a second ": " on one line',
    ],
    ['a second document', `${top}---\n${top}`, 2, 'a second document after ---'],
    ['a tag', `${top}apps: !secret x\n`, 2, 'unresolved tag: !secret'],
    ['another version', `%YAML 1.1\n---\n${top}`, 1, '%YAML 1.1'],
  ])('because of %s is told with the line', (_what, text, line, found) => {
    expect(mistakesIn(text)).toMatchObject([{ path: 'the whole file', line, found }]);
  });

  it('with a channel that YAML takes for a comment says so', () => {
    expect(mistakesIn(`${top}slack:\n  reviewsChannel: #reviews\n`)).toMatchObject([
      {
        path: 'slack.reviewsChannel',
        line: 3,
        column: 19,
        found: 'nothing but the comment #reviews',
        mend: '# begins a comment: write "#reviews" in quotes',
      },
    ]);
    expect(mistakesIn(`${top}nags: { escalate: [{ after: 5d, to: #reviews }] }\n`)).toMatchObject([
      { mend: '# begins a comment: if #reviews is meant as text, put it in quotes' },
    ]);
  });

  it('with nothing behind a key does not take that for null', () => {
    expect(
      mistakesIn(
        `${top}metrics:\n  url:\nservices:\n  - label: S\n    owners: [\n      ]\n    team: # runner\n`,
      ),
    ).toMatchObject([
      { path: 'metrics.url', found: 'nothing' },
      { path: 'services[0].team', found: 'nothing' },
    ]);
    expect(mistakesIn(`${top}metrics: { url: null }\n`)).toEqual([]);
  });

  it('whose aliases unfold each other a billion times is refused at once', () => {
    const tenOf = (name: string) => Array(10).fill(`*${name}`).join(', ');
    const lines = Array.from(
      { length: 9 },
      (_, index) => `a${index + 1}: &a${index + 1} [${tenOf(`a${index}`)}]`,
    );
    expect(mistakesIn(`a0: &a0 [x]\n${lines.join('\n')}\n`)).toMatchObject([
      { path: 'the whole file', line: 10, found: expect.stringContaining('alias') },
    ]);
  });

  it('with an alias of nothing, or of itself, is no crash', () => {
    expect(mistakesIn(`${top}apps: *none\n`)).toMatchObject([{ line: 2, column: 7 }]);
    expect(mistakesIn(`${top}apps: &apps [*apps]\n`)).toMatchObject([
      { path: 'apps[0]', found: 'a list of 1' },
    ]);
  });

  it('nested without end is no crash', () => {
    const [first, ...more] = mistakesIn('['.repeat(20_000));
    expect(first).toMatchObject({ path: 'the whole file', line: 1 });
    expect(more.length).toBeLessThan(10);
  });

  it('that is empty, or no map, lacks everything', () => {
    expect(mistakesIn('')).toMatchObject([{ path: 'gitlab', found: 'nothing', line: 1, column: 1 }]);
    expect(mistakesIn('# later\n')).toMatchObject([{ path: 'gitlab' }]);
    expect(mistakesIn('- gitlab\n')).toMatchObject([{ path: 'the whole file', found: 'a list of 1' }]);
    expect(mistakesIn('gitlab\n')).toMatchObject([{ path: 'the whole file', found: '"gitlab"' }]);
  });

  it('whatever it is, is told and never a crash', () => {
    const example = readFileSync(new URL('../../incident-review.example.yml', import.meta.url), 'utf8');
    const place = fc.nat({ max: example.length });
    const debris = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '[',
        '{',
        '}',
        ': ',
        '- ',
        '#',
        '"',
        '\n',
        '\t',
        '&a ',
        '*a',
        '!x ',
        '? ',
        '<<: ',
        '|',
        '~',
        '\0',
      ),
    );
    fc.assert(
      fc.property(place, fc.nat({ max: 30 }), debris, (at, length, inserted) => {
        const text = example.slice(0, at) + inserted + example.slice(at + length);
        for (const { line, column, path, found } of mistakesIn(text)) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(path).not.toBe('');
          expect(found).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that begins with a byte order mark is read', () => {
    expect(mistakesIn(`\uFEFF${top}`)).toEqual([]);
  });
});
