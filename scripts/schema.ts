/** Writes incident-review.schema.json, which editors use to help with the configuration. Run: npm run schema */
import { writeFileSync } from 'node:fs';
import { jsonSchemaText } from '../src/config/schema.ts';

writeFileSync(new URL('../incident-review.schema.json', import.meta.url), jsonSchemaText());
