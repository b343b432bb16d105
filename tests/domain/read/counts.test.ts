import { describe, expect, test } from 'vitest';
import { readKeyInformation } from '../../../src/domain/read/index.ts';

const customers = (value: string) =>
  readKeyInformation(`| Customers Affected | ${value} |\n|--|--|\n`, {}).customersAffected;
const requests = (value: string) => readKeyInformation(`Requests Affected: ${value}\n`, {}).requestsAffected;

describe('a field that counts', () => {
  test.each([
    ['312', 312, 'customers', null, false, 'some'],
    ['about 1,240 users', 1240, 'users', null, true, 'some'],
    ['1.240 users', 1240, 'users', null, false, 'some'],
    ['At least 12 teams (~3.5 % of all)', 12, 'teams', 3.5, true, 'some'],
    ['2.3k accounts', 2300, 'accounts', null, false, 'some'],
    ['a dozen tenants', 12, 'tenants', null, false, 'some'],
    ['1,500 partner shops', 1500, 'shops', null, false, 'some'],
    ['8 %', null, null, 8, false, 'some'],
    ['All', null, null, null, false, 'all'],
    ['everyone', null, null, null, false, 'all'],
    ['None', null, null, null, false, 'none'],
    ['0', 0, 'customers', null, false, 'none'],
    ['No customer was affected', null, null, null, false, 'none'],
    ['a few users of the beta', null, null, null, false, 'some'],
    ['300-400 users', null, 'users', null, true, 'some'],
    ['between 1,000 and 2,000 accounts', null, 'accounts', null, true, 'some'],
  ])('%s', (value, number, unit, percent, hedged, extent) => {
    expect(customers(value)).toMatchObject({ text: value, number, unit, percent, hedged, extent, line: 1 });
  });

  test.each([
    ['1,5 million users', 1_500_000],
    ['1 in 5 users', null],
    ['twenty-five users', null],
    ['users of build 1234', null],
    ['@alice to fill in by 5 March', null],
    ['see dashboard 550', null],
    ['150 %', null],
  ])('%s: %s', (value, number) => {
    expect(customers(value).number).toBe(number);
  });

  test('what is quoted stays as it is', () => {
    expect(customers('"about 500 big customers"').text).toBe('"about 500 big customers"');
  });

  test('not all of them are some', () => {
    expect(customers('Not all customers').extent).toBe('some');
  });

  test.each(['', 'TBD', '?', 'n/a', '_Fill in: how many_', 'unknown'])('"%s" tells nothing', (value) => {
    expect(customers(value)).toMatchObject({ number: null, percent: null, extent: null });
  });

  test.each([
    ['5 million requests', 5_000_000, 'requests'],
    ['≈ 5.01 million', 5_010_000, 'requests'],
    ['>12 million delayed jobs', 12_000_000, 'jobs'],
    ['90,733', 90_733, 'requests'],
  ])('%s', (value, number, unit) => {
    expect(requests(value)).toMatchObject({ number, unit });
  });
});

describe('prose counts only where it says that so many were hit', () => {
  const read = (sentence: string) => readKeyInformation(`## Impact\n\n${sentence}\n`, {});
  test('customers and requests', () => {
    const found = read('The bug affected 305 teams; 38 % of evaluation requests failed.');
    expect(found.customersAffected).toMatchObject({ number: 305, unit: 'teams' });
    expect(found.requestsAffected).toMatchObject({ percent: 38, unit: 'requests', extent: 'some' });
  });
  test('a share beside the number, and each sentence for itself', () => {
    const found = readKeyInformation(
      'Start: 2026-05-04 10:00 UTC\nEnd: 2026-05-04 11:00 UTC\n12,500 users (8 %) could not log in.\n',
      {},
    );
    expect(found.customersAffected).toMatchObject({ number: 12_500, percent: 8, line: 3 });
  });
  test('an empty count takes no other row for its value', () => {
    const found = readKeyInformation('- Customers affected:\n- Requests affected: 0\n', {});
    expect(found.customersAffected.extent).toBeNull();
    expect(found.requestsAffected.extent).toBe('none');
  });
  test('most of them', () => {
    expect(read('Most customers were affected.').customersAffected).toMatchObject({
      extent: 'some',
      number: null,
    });
  });
  test('that no data was lost says nothing of customers', () => {
    expect(read('No customer data was lost.').customersAffected.extent).toBeNull();
  });
  test('all, none', () => {
    expect(read('All customers in the region were affected.').customersAffected.extent).toBe('all');
    expect(read('No customers were affected.').customersAffected.extent).toBe('none');
  });
  test.each([
    'Customers received 503 errors for requests.',
    'On May 4 a user reported 2 problems.',
    'We asked 3 teams for help with the failed job.',
    'Version 12 users can upgrade.',
    'We emailed 500 customers about the outage.',
    'Of 500 customers none were affected.',
  ])('no figure: %s', (sentence) => {
    const found = read(sentence);
    expect([found.customersAffected.number, found.requestsAffected.number]).toEqual([null, null]);
  });
});

describe('severity: the final one', () => {
  test.each([
    ['| Incident Severity | severity2 |\n|--|--|\n', 2],
    ['Severity: S1\n', 1],
    ['Severity: 3 (downgraded from 2)\n', 3],
    ['Severity: initially 2, later 3\n', 3],
    ['Severity: S2 → S1\n', 1],
    ['Severity: High\n', 2],
    ['Severity: SEV-3\n', 3],
    ['/label ~"severity::4"\n', 4],
    ['Initial severity: S1\nFinal severity: S3\n', 3],
    ['Severity: S1\n\nSeverity changed to S2 at 10:40.\n', 2],
    ['Severity: `severity::2`\n', 2],
    ['Severity: not critical\n', null],
    ['Severity: unknown (1 = critical, 4 = low)\n', null],
    ['Severity: high or low?\n', null],
    ['Severity: major\n', null],
    ['Files are in S3 buckets.\n', null],
  ])('%s', (document, severity) => {
    expect(readKeyInformation(document, {}).severity).toBe(severity);
  });
});

describe('the incident it belongs to', () => {
  test.each([
    ['| Link to Incident Issue | #4711 (closed) |\n|--|--|\n', '#4711'],
    ['Incident: acme/production#12\n', 'acme/production#12'],
    [
      'Incident issue: https://gitlab.example.com/acme/production/-/issues/12\n',
      'https://gitlab.example.com/acme/production/-/issues/12',
    ],
    ['Related incident: [#4711](https://gitlab.example.com/acme/production/-/issues/4711)\n', '#4711'],
    ['See #4711 for the fix.\n', null],
  ])('%s', (document, incident) => {
    expect(readKeyInformation(document, {}).incident).toBe(incident);
  });
});
