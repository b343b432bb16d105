/** The server of a test run as a process of its own; it goes when whoever started it has gone. */
import { startPostgres } from '../../scripts/postgres-server.ts';

const server = await startPostgres({ durable: false });
process.once('disconnect', () => void server.remove().then(() => process.exit()));
process.send?.(server.url);
