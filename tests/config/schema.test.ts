import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allKeys } from '../../src/config/places.ts';
import { jsonSchema, jsonSchemaText } from '../../src/config/schema.ts';

const keys = allKeys(jsonSchema());

describe('the schema of the configuration file', () => {
  it('is published as the code has it (else run: npm run schema)', () => {
    const published = readFileSync(new URL('../../incident-review.schema.json', import.meta.url), 'utf8');
    expect(published).toBe(jsonSchemaText());
  });

  it('knows the keys of every depth', () => {
    const places = keys.map(({ place, key }) => `${place}/${key}`);
    expect(places).toContain('/gitlab');
    expect(places).toContain('gitlab.projects[]/incidents');
    expect(places).toContain('services[].metrics/errorRatio');
    expect(places).toContain('correctiveActions.sloDays/4');
    expect(places).toContain('nags.escalate[]/after');
  });

  it('demands nothing but projects', () => {
    const schema = jsonSchema();
    expect(schema.required).toEqual(['gitlab']);
    expect(schema.properties?.gitlab).toMatchObject({ required: ['projects'] });
  });

  it('has no key that a reader of YAML 1.1 takes for true, false or null', () => {
    const misread = /^(y|yes|n|no|on|off|true|false|null|~)$/i;
    expect(keys.map(({ key }) => key).filter((key) => misread.test(key))).toEqual([]);
  });

  it('describes every key for people who read it in an editor', () => {
    const silent = keys.filter(({ description, key }) => description === '' && !/^[1-4]$/.test(key));
    expect(silent.map(({ place, key }) => `${place}/${key}`)).toEqual([]);
  });
});
