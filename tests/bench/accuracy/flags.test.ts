import { expect, test } from 'vitest';
import { judgeFlags } from '../../../bench/accuracy/flags.ts';
import type { findingCodes } from '../../../src/domain/read/findings.ts';
import { aReading } from '../../fakes/readings.ts';
import { labelOf } from './documents.ts';

const finding = (code: (typeof findingCodes)[number]) => ({ code, line: null, message: '' });

test('a stated duration contradicts the computed one by more than a minute', () => {
  const raised = aReading({ findings: [finding('duration-mismatch')] });
  const mismatch = (stated: number | null) =>
    judgeFlags(labelOf({ stated_duration_minutes: stated }), raised).mismatch;
  expect(mismatch(938)).toEqual({ expected: true, raised: true });
  expect(mismatch(937)).toEqual({ expected: false, raised: true });
  expect(mismatch(null)).toEqual({ expected: null, raised: true });
  expect(judgeFlags(labelOf(), aReading()).mismatch).toEqual({ expected: false, raised: false });
});

test('where the document names no zone, a reading has to say so', () => {
  const zone = (label: Parameters<typeof labelOf>[0], reading = aReading()) =>
    judgeFlags(labelOf(label), reading).zone;
  expect(zone({ tz_basis: 'repo' })).toEqual({ expected: true, raised: false });
  const missing = aReading({ findings: [finding('zone-missing')] });
  expect(zone({ tz_basis: 'none' }, missing)).toEqual({ expected: true, raised: true });
  const { start } = aReading();
  const assumed = aReading({ start: { ...start, zoneFrom: 'configured' } });
  expect(zone({ tz_basis: 'none' }, assumed)).toEqual({ expected: true, raised: true });
  expect(zone({ tz_basis: 'doc' }, missing)).toEqual({ expected: false, raised: true });
  expect(zone({ tz_basis: 'doc-partial' }).expected).toBeNull();
  expect(zone({ tz_basis: 'none', start_local: null, end_local: null }).expected).toBeNull();
});

test('of free text anything is found, and only a number is too much', () => {
  const { requestsAffected: nothing } = aReading();
  const count = (label: string | null, values: Partial<typeof nothing>) =>
    judgeFlags(
      labelOf({ requests_affected: label }),
      aReading({ requestsAffected: { ...nothing, ...values } }),
    ).requests;
  expect(count('all of them', { extent: 'all' })).toBe('found');
  expect(count('all of them', {})).toBe('missed');
  expect(count(null, { percent: 3 })).toBe('extra');
  expect(count(null, { text: 'unknown to us' })).toBe('neither');
  const severe = aReading({ severity: 1 });
  expect(judgeFlags(labelOf({ severity: 'down' }), severe).severity).toBe('found');
  expect(judgeFlags(labelOf(), severe).severity).toBe('extra');
});

test('a defect counts as found by the findings that tell of it; what we have none for does not count', () => {
  const label = labelOf({ lint: ['support_hours_duration', 'no_end', 'copy_paste_error'] });
  const reading = aReading({ findings: [finding('duration-mismatch')] });
  expect(judgeFlags(label, reading).lints).toEqual([
    { name: 'support_hours_duration', found: true },
    { name: 'no_end', found: false },
  ]);
});
