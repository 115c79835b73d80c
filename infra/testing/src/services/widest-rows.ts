import pg from 'pg';

/** The bytes of the largest row of each table of a schema that has rows. */
export async function widestRows(databaseUrl: string, schema: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      'select tablename as name from pg_tables where schemaname = $1',
      [schema],
    );
    const widest: Record<string, number> = {};
    for (const { name } of tables) {
      const table = [schema, name].map((part) => client.escapeIdentifier(part)).join('.');
      const { rows } = await client.query<{ bytes: number | null }>(
        `select max(octet_length(row_to_json(t)::text)) as bytes from ${table} t`,
      );
      const bytes = rows[0]?.bytes ?? null;
      if (bytes !== null) widest[name] = bytes;
    }
    return widest;
  } finally {
    await client.end();
  }
}

/** The tables whose rows have become larger by more than a tenth. */
export const grownRows = (before: Record<string, number>, after: Record<string, number>): string[] =>
  Object.entries(after).flatMap(([table, bytes]) => (bytes > 1.1 * (before[table] ?? bytes) ? [table] : []));
