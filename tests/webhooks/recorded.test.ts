import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { translate } from '../../webhooks/index.ts';
import { isWellFormed } from './well-formed.ts';

/*
 * Deliveries as a real GitLab sent them are not ours to pass on. Whoever has some names their folder in
 * RECORDED_DELIVERIES; without it our own examples are read in their place.
 */
const ownExamples = fileURLToPath(new URL('../../webhooks/examples/', import.meta.url));
const folder = process.env.RECORDED_DELIVERIES ?? ownExamples;
const files = globSync('**/*.json', { cwd: folder }).sort();

test('recorded deliveries are told soundly, and other JSON is refused with a reason', () => {
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const body: unknown = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    const translation = translate(body);
    const isDelivery = typeof body === 'object' && body !== null && 'object_kind' in body;
    expect([basename(file), translation.kind === 'unknown']).toEqual([basename(file), !isDelivery]);
    if (translation.kind === 'events') expect(translation.events.every(isWellFormed)).toBe(true);
  }
});
