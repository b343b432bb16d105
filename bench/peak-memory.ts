import { writeSync } from 'node:fs';

/** Loaded before a program that is measured: at its end, the most memory that it held goes out at 3, in kB. */
process.once('exit', () => {
  writeSync(3, String(process.resourceUsage().maxRSS));
});
