import { expect, test } from 'vitest';
import { severityLabelOf, severityOf, severityOfLabel } from '../../src/domain/severity.ts';

test.each([
  ['severity::1', 1],
  ['Severity::2', 2],
  ['SEVERITY 3', 3],
  ['severity4', 4],
  ['S1', 1],
  ['s2', 2],
  ['S::3', 3],
  [' severity :: 2 ', 2],
  ['severity::5', null],
  ['severity::0', null],
  ['severity::12', null],
  ['S1-ish', null],
  ['SLO::1', null],
  ['severity', null],
  ['sev2', null],
  ['priority::1', null],
])('the label %j tells severity %j', (label, severity) => {
  expect(severityOfLabel(label)).toBe(severity);
});

test('a label wins over the field', () => {
  expect(severityOf({ labels: ['severity::3'], severity: 1 })).toBe(3);
});

test('the field counts where no label tells', () => {
  expect(severityOf({ labels: ['incident'], severity: 2 })).toBe(2);
});

test('of several labels the most severe counts, in its own spelling', () => {
  expect(severityLabelOf(['S3', 'Severity::2', 's4'])).toEqual({ label: 'Severity::2', severity: 2 });
});

test('nothing told is unknown', () => {
  expect(severityOf({ labels: [], severity: null })).toBeNull();
});
