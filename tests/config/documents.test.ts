import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { variables } from '../../src/config/environment.ts';
import { allKeys, valueAt } from '../../src/config/places.ts';
import { jsonSchema } from '../../src/config/schema.ts';
import { loadConfig, readTextFile, renderMistakes } from '../../src/config.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/configuration.md');
const example = read('incident-review.example.yml');

describe('docs/configuration.md', () => {
  it('lists the variables that the code reads, with their defaults, and no others', () => {
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$/gm)];
    expect(rows.map(([, name, value, means]) => [name, value, means])).toEqual(
      Object.entries(variables).map(([name, { default: value, means }]) => [
        name,
        value === null ? '' : `\`${value}\``,
        means,
      ]),
    );
  });

  it('shows the example file as it is', () => {
    const [block] = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, content]) => content);
    expect(example).toContain(block);
    expect(block).toContain('gitlab:\n');
  });
});

describe('incident-review.example.yml', () => {
  it('is a configuration without mistakes', () => {
    expect(() => configOf(example)).not.toThrow();
  });

  it('says the defaults wherever it does not say "example"', () => {
    const { policy: shown } = configOf(example);
    const { policy: defaults } = configOf('gitlab: { projects: [{ incidents: acme/production }] }');
    const examples = {
      gitlab: defaults.gitlab,
      review: { ...shown.review, templates: {}, dueBySeverity: {} },
      people: [],
      services: [],
      calendar: { ...shown.calendar, holidays: [] },
      guidelines: { ...shown.guidelines, extra: [] },
      apps: [],
    };
    expect({ ...shown, ...examples }).toEqual(defaults);
  });

  it('has every key that there is', () => {
    const content: unknown = parse(example);
    const missing = allKeys(jsonSchema()).filter(({ place, key }) => {
      const path = [...place.split(/[.[]/).filter(Boolean), key];
      return !present(
        content,
        path.map((part) => (part === ']' ? null : part)),
      );
    });
    const bySeverity = /^review\.(templates|dueBySeverity)(\.|$)/;
    expect(missing.filter(({ place }) => !bySeverity.test(place))).toEqual([]);
  });
});

describe('a text file', () => {
  it('that does not exist reads as null; one that cannot be read throws', () => {
    expect(readTextFile('/nowhere/at/all.yml')).toBeNull();
    expect(() => readTextFile('/')).toThrow('EISDIR');
  });
});

function configOf(text: string) {
  const loaded = loadConfig({}, () => text, ['policy']);
  if ('mistakes' in loaded) throw new Error(renderMistakes(loaded.mistakes));
  return loaded.config;
}

/** Whether a path leads to a value; null in it stands for any item of a list. */
function present(value: unknown, path: (string | null)[]): boolean {
  const [part, ...rest] = path;
  if (part === undefined) return value !== undefined;
  if (part === null) return Array.isArray(value) && value.some((item) => present(item, rest));
  return present(valueAt(value, [part]), rest);
}
