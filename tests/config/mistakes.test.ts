import { describe, expect, it } from 'vitest';
import { type Mistake, mistakeLine, renderMistakes } from '../../src/config.ts';

const inEnvironment: Mistake = {
  path: 'GITLAB_TOKEN',
  file: null,
  line: null,
  column: null,
  found: 'nothing',
  allowed: 'a token',
  mend: null,
};

const inFile: Mistake = {
  path: 'services[0].ownrs',
  file: 'incident-review.yml',
  line: 7,
  column: 5,
  found: 'an unknown key',
  allowed: 'label, team, owners, manager, channel, metrics',
  mend: 'did you mean owners?',
};

describe('mistakes as people see them', () => {
  it('are short aligned blocks with a place that editors can jump to', () => {
    expect(renderMistakes([inEnvironment, inFile])).toBe(
      `The configuration has 2 mistakes.

  GITLAB_TOKEN  (environment)
    found    nothing
    allowed  a token

  services[0].ownrs  (incident-review.yml:7:5)
    found    an unknown key
    allowed  label, team, owners, manager, channel, metrics
    mend     did you mean owners?

Every variable and every key is described in docs/configuration.md.
`,
    );
  });

  it('are counted in the singular too', () => {
    expect(renderMistakes([inFile])).toMatch(/^The configuration has 1 mistake\.\n/);
  });

  it('stay within 100 columns, aligned', () => {
    const allowed = Array.from({ length: 40 }, (_, index) => `key${index}`).join(', ');
    const lines = renderMistakes([{ ...inFile, allowed }]).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.filter((line) => /^ {13}key/.test(line)).length).toBeGreaterThan(1);
  });

  it('fit on one line where a list is wanted', () => {
    expect(mistakeLine(inFile)).toBe(
      'services[0].ownrs (incident-review.yml:7:5): found an unknown key; allowed: label, team, owners, manager, channel, metrics',
    );
  });
});
