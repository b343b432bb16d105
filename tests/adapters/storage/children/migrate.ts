import { openStorage } from '../../../../src/adapters/storage/open-storage.ts';

// Opens the database in the first argument, migrates it and prints the steps that it took itself.
const [file = ''] = process.argv.slice(2);
const storage = await openStorage({ url: `sqlite:${file}` });
for (const step of await storage.migrate()) process.stdout.write(`${step}\n`);
await storage.close();
