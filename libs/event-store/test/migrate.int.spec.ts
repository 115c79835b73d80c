import { testDatabase, type TestDatabase } from '@slipway/testing';
import pg from 'pg';
import { migrateStore } from '../src/index.js';

const passwordOf = () => 'slipway';

describe('migrating the store', () => {
  const databases: TestDatabase[] = [];
  const admins: pg.Client[] = [];

  async function database(): Promise<{ adminUrl: string; admin: pg.Client }> {
    const made = await testDatabase();
    databases.push(made);
    const admin = new pg.Client(made.adminUrl);
    admins.push(admin);
    await admin.connect();
    return { adminUrl: made.adminUrl, admin };
  }

  afterAll(async () => {
    await Promise.all(admins.map((admin) => admin.end()));
    await Promise.all(databases.map((made) => made.drop()));
  });

  it('can be done again, and by several databases at once', async () => {
    const made = [await database(), await database(), await database()];
    for (const { admin } of made) await admin.query('DROP SCHEMA store, planning CASCADE');
    await Promise.all([...made, ...made].map(({ adminUrl }) => migrateStore(adminUrl, { passwordOf })));
    for (const { admin } of made) {
      const { rowCount } = await admin.query(`SELECT FROM store.stream_owner WHERE role = 'slipway_planning'`);
      expect(rowCount).toBeGreaterThan(0);
    }
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    const { adminUrl, admin } = await database();
    await admin.query(`UPDATE store.migration SET digest = 'other' WHERE name = '0002-append.sql'`);
    await expect(migrateStore(adminUrl, { passwordOf })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      details: { migration: '0002-append.sql' },
    });
  });

  it('keeps stream ownership as the contracts say', async () => {
    const { adminUrl, admin } = await database();
    await admin.query(`UPDATE store.stream_owner SET role = 'slipway_audit' WHERE category = 'release'`);
    await admin.query(`INSERT INTO store.stream_owner VALUES ('forged', 'slipway_audit', 'dev.', '{}')`);
    await migrateStore(adminUrl, { passwordOf });
    const { rows } = await admin.query(
      `SELECT category, role FROM store.stream_owner WHERE category IN ('release', 'forged')`,
    );
    expect(rows).toEqual([{ category: 'release', role: 'slipway_planning' }]);
  });
});
