import { describe, expect, test } from 'vitest';
import { hookWarning, tokenWarning } from '../../src/domain/warn-operators.ts';

const token = (expiresOn: string | null) => ({
  identity: { id: 90, username: 'review-bot' },
  scopes: ['api'],
  expiresOn,
  active: true,
});
const on = (day: string) => `${day}T12:00:00.000Z`;

describe('the token', () => {
  test.each([
    ['2024-11-01', null],
    ['2024-11-16', null],
    ['2024-11-17', 'warn-operators:token:90:2024-12-01'],
    ['2024-11-23', 'warn-operators:token:90:2024-12-01'],
    ['2024-11-24', 'warn-operators:token:90:2024-12-01'],
    ['2024-11-30', 'warn-operators:token:90:2024-12-01'],
    ['2024-12-02', 'warn-operators:token:90:2024-12-01'],
  ])('on %s: %s', (day, key) => {
    expect(tokenWarning(token('2024-12-01'), on(day))?.key ?? null).toBe(key);
  });

  test('without an end is nothing to warn of', () => {
    expect(tokenWarning(token(null), on('2024-11-30'))).toBeNull();
  });

  test('that is rotated is another one', () => {
    const keys = ['2024-12-01', '2025-12-01'].map(
      (end) => tokenWarning(token(end), on(end.replace('12-01', '11-30')))?.key,
    );
    expect(new Set(keys).size).toBe(2);
  });
});

test('a webhook that is disabled again is warned of again', () => {
  const about = { project: 'acme/production', enabled: false };
  const key = (since: string) => hookWarning(5, on(since), about).key;
  expect(key('2024-11-01')).toBe('warn-operators:hook:5:2024-11-01T12:00:00.000Z');
  expect(key('2024-12-01')).not.toBe(key('2024-11-01'));
});
