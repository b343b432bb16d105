import { expect, test } from 'vitest';
import { cellNames, cellsOf } from '../../src/domain/cells.ts';
import { nothingFound } from '../../src/domain/key-information.ts';
import { isStillEmpty } from '../../src/domain/placeholder.ts';
import { someValues } from '../fakes/values.ts';

const nothing = nothingFound;

test('what is known is worded, and ticket times say what they are', () => {
  const cells = cellsOf(someValues());
  expect(cells.severity).toEqual({ text: 'severity::2 (high)', known: true });
  expect(cells.start.text).toBe('2024-10-31 04:18 UTC (when the incident was opened)');
  expect(cells.end.text).toBe('2024-10-31 22:05 UTC');
  expect(cells.duration.text).toBe(
    '17 hrs 47 min (from when the incident was opened to timeline event tagged "End time")',
  );
  expect(cells.incident).toEqual({ text: '#12', known: true });
});

test('what is unknown is asked for and known to be empty', () => {
  const cells = cellsOf(someValues({ keyInformation: nothing }));
  for (const name of cellNames.filter((one) => one !== 'incident')) {
    expect(cells[name].known).toBe(false);
    expect(isStillEmpty(cells[name].text)).toBe(true);
  }
});

test('nobody invents how many customers and requests were affected', () => {
  const cells = cellsOf(someValues());
  expect([cells.customersAffected.known, cells.requestsAffected.known]).toEqual([false, false]);
});

test('the incident is linked by its reference, else by its address, else only named', () => {
  const link = (incidentReference: string, incidentUrl: string) =>
    cellsOf(someValues({ incidentReference, incidentUrl })).incident;
  expect(link('acme/production#12', 'x').text).toBe('acme/production#12');
  expect(link('_acme_/production#12', 'https://gitlab.example.com/_acme_/production/-/issues/12')).toEqual({
    text: '<https://gitlab.example.com/_acme_/production/-/issues/12>',
    known: true,
  });
  expect(link('@all', 'javascript:1')).toEqual({ text: '`@all`', known: false });
  expect(isStillEmpty(link('', '').text)).toBe(true);
});

test('a source that comes from people is put into code', () => {
  const start = {
    value: '2024-10-31T04:18:00.000Z',
    source: 'label "@all | x"',
    confidence: 'fallback' as const,
  };
  const cells = cellsOf(someValues({ keyInformation: { ...nothing, start } }));
  expect(cells.start.text).toBe('2024-10-31 04:18 UTC (`label "@all │ x"`)');
});
