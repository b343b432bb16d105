import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { guidelinesView } from '../../../src/adapters/templates/guidelines-view.ts';
import { namesIn } from '../../../src/adapters/templates/liquid.ts';
import { messageSamples } from '../../../src/adapters/templates/message.ts';
import { reviewView } from '../../../src/adapters/templates/review-view.ts';
import { commentSamples, fullSample, guidelinesSamples } from '../../../src/adapters/templates/samples.ts';
import { readPage } from '../../documents/page.ts';
import { shipped } from './shipped.ts';

const text = readFileSync(join(shipped, 'README.md'), 'utf8');
const page = readPage('templates/README.md', text);
const [templates, variables] = page.tables;
const codesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

test('the table of templates is the folder', () => {
  const files = readdirSync(shipped).filter((file) => file.endsWith('.md') && file !== 'README.md');
  const found = files.map((file) => {
    const [, front = ''] = readFileSync(join(shipped, file), 'utf8').split('---\n');
    const { title, for: use } = parse(front);
    return [`\`${file.slice(0, -3)}\``, use, title];
  });
  expect(templates?.rows.slice(1).sort()).toEqual(found.sort());
});

test('the table of variables is what a review may print', () => {
  const told = variables?.rows.slice(1).flatMap(([names = '']) => codesIn(names));
  expect(told?.sort()).toEqual(namesIn(reviewView(fullSample, 1)).sort());
});

test('the variables of each comment are told', () => {
  const line = text.split('\n').find((one) => one.startsWith('Comments: ')) ?? '';
  const told = Object.entries(commentSamples).map(([topic, sample]) => [
    `incident-${topic}`,
    ...Object.keys(sample),
  ]);
  expect(codesIn(line)).toEqual(told.flat());
});

test('the variables of the comment on a review are told', () => {
  const line = text.split('\n').find((one) => one.startsWith('`review-guidelines` and ')) ?? '';
  expect(codesIn(line).slice(2)).toEqual(namesIn(guidelinesView(guidelinesSamples[0])));
});

test('the variables of each message are told', () => {
  const line = text.split('\n').find((one) => one.startsWith('`slack-announcement` has ')) ?? '';
  const told = Object.entries(messageSamples).map(([topic, [sample]]) => [
    `slack-${topic}`,
    ...namesIn(sample ?? {}),
  ]);
  expect(codesIn(line)).toEqual(told.flat());
});

test('it is one page', () => {
  expect(text.split(/\s+/).length).toBeLessThan(850);
});
