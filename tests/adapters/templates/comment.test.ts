import { expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { readCommentMark } from '../../../src/domain/mark.ts';
import { shipped } from './shipped.ts';

const templates = loadTemplates(shipped);
const incident = { project: 7, issue: 700, iid: 12 };
const policy = { severities: '1, 2', requestedBy: 'review-requested', notNeeded: 'review-not-needed' };

test('an unknown severity: what to do, with the labels of this service', () => {
  const text = templates.comment('severity-unknown', policy, incident);
  expect(text).toContain('Severities that need one: `1, 2`.');
  expect(text).toContain('a label from `severity::1` (the worst) to `severity::4`');
  expect(text).toContain('Add the label `review-requested`.');
  expect(text).toContain('Add the label `review-not-needed`, and say why in a comment.');
  expect(readCommentMark(text)).toEqual({ topic: 'severity-unknown', incident });
});

test('a review that is not needed: one comment with the reason', () => {
  const text = templates.comment('waiver-reason', { label: 'no review' }, incident);
  expect(text).toContain('The label `no review` says that this incident needs no Incident Review');
  expect(text).toContain('the next comment that a person writes is kept as the reason');
  expect(readCommentMark(text)).toEqual({ topic: 'waiver-reason', incident });
});

test('they are short', () => {
  expect(templates.comment('severity-unknown', policy, incident).length).toBeLessThan(900);
  expect(templates.comment('waiver-reason', { label: 'x' }, incident).length).toBeLessThan(600);
});

test('a value that is missing is a bug that shows', () => {
  expect(() => templates.comment('waiver-reason', {}, incident)).toThrow(/undefined variable: label/);
});
