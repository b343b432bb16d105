import { openStorage } from '../../../../src/adapters/storage/open-storage.ts';

// Stores deliveries `<prefix>-0` to `<prefix>-<count - 1>`, eight at a time, and prints each id with the
// answer as soon as the storage has promised to keep it.
const [file = '', prefix = '', count = ''] = process.argv.slice(2);
const storage = await openStorage({ url: `sqlite:${file}` });
let next = 0;

async function storeSome(): Promise<void> {
  while (next < Number(count)) {
    const id = `${prefix}-${next++}`;
    const body = JSON.stringify({ id, padding: 'x'.repeat(2_000) });
    const answer = await storage.storeDelivery({
      id,
      event: 'Issue Hook',
      body,
      receivedAt: '2026-03-02T08:00:00.000Z',
    });
    process.stdout.write(`${id} ${answer}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, storeSome));
await storage.close();
