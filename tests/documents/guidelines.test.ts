import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { guidelines } from '../../src/domain/guidelines/index.ts';
import { codesOf, readPage, tableUnder } from './page.ts';

const text = readFileSync(new URL('../../docs/guidelines.md', import.meta.url), 'utf8');
const page = readPage('docs/guidelines.md', text);

it('has every guideline, for whom it is, and when it is met', () => {
  const rows = tableUnder(page, 'Guidelines').map(([id, whom, when]) => [codesOf(id)[0], whom, when !== '']);
  expect(rows).toEqual(guidelines.map(({ id, for: whom }) => [id, whom, true]));
});
