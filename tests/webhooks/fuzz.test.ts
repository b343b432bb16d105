import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Translation } from '../../src/ports/translate.ts';
import { translate } from '../../webhooks/index.ts';
import { example, exampleNames, exampleText } from './examples.ts';
import { mutatedDelivery } from './mutations.ts';
import { isWellFormed } from './well-formed.ts';

const texts = exampleNames.map(exampleText);

function isSound(translation: Translation): boolean {
  if (translation.kind !== 'events') return translation.reason.length > 0 && translation.reason.length < 1000;
  return translation.events.length > 0 && translation.events.every(isWellFormed);
}

describe('whatever comes in', () => {
  test('20,000 spoilt deliveries are told soundly or refused with a reason', () => {
    const told = { events: 0, ignored: 0, unknown: 0 };
    fc.assert(
      fc.property(mutatedDelivery(texts), (body) => {
        const translation = translate(body);
        told[translation.kind] += 1;
        return isSound(translation);
      }),
      { numRuns: 20_000 },
    );
    // All three answers are met often enough for the run to mean something.
    expect(told.events).toBeGreaterThan(2000);
    expect(told.ignored).toBeGreaterThan(500);
    expect(told.unknown).toBeGreaterThan(2000);
  });

  test('any JSON under any kind is refused with a reason', () => {
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({
        object_kind: fc.oneof(fc.constantFrom('issue', 'work_item', 'note'), fc.jsonValue()),
        object_attributes: fc.jsonValue(),
        changes: fc.jsonValue(),
      }),
    );
    fc.assert(
      fc.property(body, (json) => {
        const translation = translate(json);
        return translation.kind !== 'events' && isSound(translation);
      }),
      { numRuns: 2000 },
    );
  });

  test('nesting that would exhaust a recursive reader does no harm', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const field of ['type', 'labels', 'description', 'severity', 'assignee_ids']) {
      const delivery = example('incident-closed');
      delivery.object_attributes[field] = JSON.parse(deep);
      expect(isSound(translate(delivery))).toBe(true);
    }
    expect(translate(JSON.parse(deep)).kind).toBe('unknown');
  });

  test('a delivery is left as it was', () => {
    for (const text of texts) {
      const body: unknown = JSON.parse(text);
      translate(body);
      expect(body).toEqual(JSON.parse(text));
    }
  });
});

describe('the check of the events', () => {
  const [event] = (() => {
    const translation = translate(example('incident-closed'));
    return translation.kind === 'events' ? translation.events : [];
  })();
  if (event?.kind !== 'issue.changed') throw new Error('the example is no change of an issue');
  const { issue } = event;

  test('accepts a sound one', () => {
    expect(isWellFormed(event)).toBe(true);
  });

  test.each([
    ['a missing field', { ...issue, closedAt: undefined }],
    ['a field too many', { ...issue, description: 'secret' }],
    ['a number that is no id', { ...issue, iid: 2 ** 53 }],
    ['a moment to the second', { ...issue, updatedAt: '2026-03-11T00:02:55Z' }],
    ['a moment that never was', { ...issue, updatedAt: '2026-02-30T00:00:00.000Z' }],
    ['half a character', { ...issue, title: '\ud800' }],
    ['a label without a name', { ...issue, labels: [''] }],
    ['a person without a name', { ...issue, assignees: [{ id: 1, username: '', name: '' }] }],
  ])('refuses %s', (_what, spoilt) => {
    // The point is a value that its type forbids.
    expect(isWellFormed({ ...event, issue: spoilt as typeof issue })).toBe(false);
  });
});
