/**
 * Data of others that our own is compared with: Slack's limits, its manifest schema, its methods. They lie
 * beside the project, are no part of it and are never copied into it. A test that compares with them is
 * declared with `test.skipIf(oracles === null)`; the last lines of `npm test` say when it did not run.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const place = fileURLToPath(new URL('../../shared/oracles', import.meta.url));

/** Absolute path of the folder, or null when it is not there. */
export const oracles: string | null = existsSync(place) ? place : null;
