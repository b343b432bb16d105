import { expect, test } from 'vitest';
import { chooseDri, possibleDris } from '../../src/domain/dri.ts';
import { anIncident, aPolicy, aUser, someFacts } from '../fakes/facts.ts';

const { services } = aPolicy();
const names = (choice: ReturnType<typeof chooseDri>) => choice.candidates.map(({ username }) => username);

test('of the owners the one with the fewest open reviews, then the others, then the manager', () => {
  const facts = someFacts({ openReviews: { alice: 2, carol: 1 } });
  expect(names(chooseDri(anIncident(), facts, services))).toEqual(['carol', 'alice', 'bob']);
});

test('ties keep the configured order', () => {
  expect(
    names(chooseDri(anIncident(), someFacts({ openReviews: { alice: 1, carol: 1 } }), services)),
  ).toEqual(['alice', 'carol', 'bob']);
});

test('bots, blocked and unknown users are passed over', () => {
  const users = {
    alice: aUser(51, 'alice', { bot: true }),
    carol: aUser(52, 'carol', { active: false }),
  };
  const choice = chooseDri(anIncident(), someFacts({ users }), services);
  expect(choice.candidates).toEqual([]);
  expect(choice.nobodyBecause).toContain('alice is a bot');
  expect(choice.nobodyBecause).toContain('carol is blocked');
  expect(choice.nobodyBecause).toContain('bob is no user of this GitLab');
});

test('without a service the assignee of the incident, named once', () => {
  const incident = anIncident({
    labels: ['incident'],
    assignees: [{ id: 60, username: 'Dora', name: 'Dora' }],
  });
  const choice = chooseDri(incident, someFacts({ users: { dora: aUser(60, 'Dora') } }), services);
  expect(choice.candidates).toEqual([
    { id: 60, username: 'Dora', name: 'Dora', because: 'the assignee of the incident' },
  ]);
});

test('an owner who is also the assignee is named once', () => {
  const incident = anIncident({ assignees: [{ id: 51, username: 'Alice', name: 'Alice' }] });
  expect(names(chooseDri(incident, someFacts(), services))).toEqual(['alice', 'carol', 'bob']);
});

test('nobody at all is said with the reason', () => {
  const choice = chooseDri(anIncident({ labels: [] }), someFacts(), services);
  expect(choice).toMatchObject({ candidates: [] });
  expect(choice.nobodyBecause).toContain('no label of a service');
});

test('of several services the first configured one gives the owners', () => {
  const catalogue = [
    { ...services[0], label: 'Service::API', owners: ['carol'], manager: null },
    ...services,
  ].filter((one) => one.label !== undefined) as typeof services;
  const incident = anIncident({ labels: ['Service::CI Runners', 'service::api'] });
  expect(names(chooseDri(incident, someFacts(), catalogue))).toEqual(['carol']);
});

test('everybody who may be chosen is known beforehand', () => {
  const incident = anIncident({ assignees: [{ id: 60, username: 'Dora', name: 'Dora' }] });
  expect(possibleDris(incident, services)).toEqual(['alice', 'carol', 'bob', 'dora']);
});
