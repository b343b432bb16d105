import { moveEverything } from '../../../../src/adapters/storage/move/move-everything.ts';

// Moves everything from the first address to the second, and prints a line for each page.
const [from = '', to = ''] = process.argv.slice(2);
const { outcome } = await moveEverything({ from, to }, ({ doing, table, rows, of }) => {
  process.stdout.write(`${doing} ${table} ${rows} ${of}\n`);
});
process.stdout.write(`${outcome}\n`);
