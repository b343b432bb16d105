import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { translate } from '../../webhooks/index.ts';
import { isWellFormed } from './well-formed.ts';

/*
 * Deliveries and answers of a real GitLab, for those who have them: they are not ours to pass on, and the
 * examples stand in for them. The folder is `payloads` in `shared` beside the repository.
 */
const folder = fileURLToPath(new URL('../../../shared/payloads/', import.meta.url));
const files = globSync('**/*.json', { cwd: folder }).sort();

test('recorded deliveries are told soundly, and other JSON is refused with a reason', async ({
  annotate,
}) => {
  if (files.length === 0) {
    await annotate('NOT RUN: no recorded deliveries beside the repository');
    return;
  }
  for (const file of files) {
    const body: unknown = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    const translation = translate(body);
    const isDelivery = typeof body === 'object' && body !== null && 'object_kind' in body;
    expect([basename(file), translation.kind]).toEqual([basename(file), isDelivery ? 'events' : 'unknown']);
    if (translation.kind === 'events') expect(translation.events.every(isWellFormed)).toBe(true);
  }
  await annotate(`${files.length} recorded files read`);
});
