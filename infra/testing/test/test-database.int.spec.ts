import pg from 'pg';
import { testDatabase, type TestDatabase } from '../src/index.js';

describe('a database of its own', () => {
  let one: TestDatabase;
  let other: TestDatabase;

  beforeAll(async () => {
    [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  });
  afterAll(async () => {
    await Promise.all([one.drop(), other.drop()]);
  });

  const query = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('is migrated', async () => {
    expect(await query(one.adminUrl, 'select count(*)::int as events from store.events')).toEqual([{ events: 0 }]);
  });

  it('lets each service log in with its role and make a schema', async () => {
    await query(one.urlFor('planning'), 'create schema planning_jobs');
    expect(await query(one.urlFor('planning'), 'select current_user::text as role')).toEqual([
      { role: 'slipway_planning' },
    ]);
  });

  it('is not seen by another test file', async () => {
    await query(one.adminUrl, 'create table only_here ()');
    expect(await query(other.adminUrl, `select to_regclass('only_here') as found`)).toEqual([{ found: null }]);
  });
});
