import { testDatabase, type TestDatabase } from '@slipway/testing';
import pg from 'pg';
import { evidenceStoreContract } from '../src/contract/evidence-store.contract.js';
import { PostgresEvidenceStore } from '../src/index.js';

describe('the PostgreSQL evidence store', () => {
  let database: TestDatabase;
  let store: PostgresEvidenceStore;

  beforeAll(async () => {
    database = await testDatabase();
    store = new PostgresEvidenceStore({ databaseUrl: database.urlFor('intake') });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  evidenceStoreContract(() => Promise.resolve({ store, close: () => Promise.resolve() }));

  it('refuses to serve bytes that are no longer those of the digest', async () => {
    const { digest } = await store.put(Buffer.from('signed off'), 'text/plain');
    const admin = new pg.Client(database.adminUrl);
    await admin.connect();
    await admin.query('SET session_replication_role = replica');
    await admin.query(`UPDATE store.evidence SET bytes = 'signed  off' WHERE digest = $1`, [digest]);
    await admin.end();
    await expect(store.get(digest)).rejects.toMatchObject({ code: 'EVIDENCE_CORRUPT', details: { digest } });
  });
});
