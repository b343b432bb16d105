import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingCodes } from '../../src/domain/read/findings.ts';
import { readKeyInformation } from '../../src/domain/read/index.ts';
import { readPage } from './page.ts';

const text = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');
const [intro = '', ...sections] = text.split(/^(?=## `)/m);

/** One finding as the page explains it: its code, all that is said of it, and the texts that have it. */
const entries = sections.map((section) => ({
  code: /^## `([^`]*)`\n/.exec(section)?.[1] ?? section,
  section,
  examples: readPage('docs/findings.md', section).fences.map((fence) => fence.text),
}));

describe('docs/findings.md', () => {
  it('has every finding, in the order of the list', () => {
    expect(intro).toContain('The list is closed');
    expect(entries.map(({ code }) => code)).toEqual(findingCodes);
  });

  it.each(entries)('tells the mend of $code, and one example', ({ section, examples }) => {
    expect(section).toMatch(/^\*\*Mend:\*\* \S/m);
    expect(examples).toHaveLength(1);
  });

  it.each(entries)('has an example of $code that is read so', ({ code, examples }) => {
    const { findings } = readKeyInformation(examples[0] ?? '', {});
    expect(findings.map((finding) => finding.code)).toContain(code);
  });
});
