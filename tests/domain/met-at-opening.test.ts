import { expect, test } from 'vitest';
import { metAtOpening } from '../../src/domain/met-at-opening.ts';
import { someValues } from '../fakes/values.ts';

test('what we set ourselves is met at once, and nothing else', () => {
  expect([...metAtOpening(someValues())]).toEqual([
    'title',
    'service-label',
    'severity-label',
    'incident-link',
    'dri-assigned',
  ]);
});

test('nothing is met that was not set', () => {
  const values = someValues({
    labels: ['IncidentReview'],
    dri: null,
    noDriBecause: 'nobody owns it',
    incidentReference: 'no reference',
    incidentUrl: 'no address',
  });
  expect([...metAtOpening(values)]).toEqual(['title']);
});

test('a severity label that says something else than the figure does not meet it', () => {
  expect(metAtOpening(someValues({ labels: ['severity::3'] })).has('severity-label')).toBe(false);
  const keyInformation = { ...someValues().keyInformation, severity: null };
  expect(metAtOpening(someValues({ keyInformation })).has('severity-label')).toBe(false);
  expect(metAtOpening(someValues({ labels: ['S2'] })).has('severity-label')).toBe(true);
});

test('a service label counts in any case, and without a catalogue', () => {
  expect(metAtOpening(someValues({ labels: ['service::checkout'] })).has('service-label')).toBe(true);
  expect(metAtOpening(someValues({ labels: ['Service::New'], services: [] })).has('service-label')).toBe(
    true,
  );
  expect(metAtOpening(someValues({ labels: ['Checkout'], services: [] })).has('service-label')).toBe(false);
  const services = [{ label: 'Checkout', team: null }];
  expect(metAtOpening(someValues({ labels: ['checkout'], services })).has('service-label')).toBe(true);
});
