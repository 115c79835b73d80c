import pg from 'pg';

/** Drops the databases of a run from a server that outlives it, also those that a test file did not drop. */
export async function dropLeftovers(adminUrl: string, run: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE datname = $1 OR datname LIKE $2',
      [templateName(run), `slipway\\_test\\_${run}\\_%`],
    );
    for (const { datname } of rows) await admin.query(`DROP DATABASE ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}

export const templateName = (run: string): string => `slipway_template_${run}`;
