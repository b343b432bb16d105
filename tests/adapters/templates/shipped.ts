import { fileURLToPath } from 'node:url';

/** The templates that are shipped. */
export const shipped = fileURLToPath(new URL('../../../templates', import.meta.url));
