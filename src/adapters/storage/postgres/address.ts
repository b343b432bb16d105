/** The parts of `postgres://user:password@host:port/database?schema=…&sslmode=…` that are ours to read. */
export type PostgresAddress = {
  /** For the client: without `schema`, and with the `sslmode` that other tools of PostgreSQL know. */
  connectionString: string;
  schema: string;
  /** For people: without user and password. */
  where: string;
};

/** The schema that is there in every database. */
export const usualSchema = 'public';

export function readAddress(url: string): PostgresAddress {
  const address = new URL(url);
  const schema = address.searchParams.get('schema') ?? usualSchema;
  address.searchParams.delete('schema');
  // The client's own reading of `sslmode` differs from that of psql and everybody else, and warns of it.
  if (address.searchParams.has('sslmode')) address.searchParams.set('uselibpqcompat', 'true');
  const inSchema = schema === usualSchema ? '' : ` (schema ${schema})`;
  const where = `postgres://${address.host}${address.pathname}${inSchema}`;
  return { connectionString: address.href, schema, where };
}
