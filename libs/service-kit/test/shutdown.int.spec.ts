import { eventually } from '@slipway/testing';
import pg from 'pg';
import { startCounterSystem, type CounterSystem } from './counter-system.js';

let system: CounterSystem;
let admin: pg.Client;

beforeAll(async () => {
  system = await startCounterSystem({ SHUTDOWN_SECONDS: '1' });
  admin = new pg.Client({ connectionString: system.database.adminUrl });
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await system.stop();
});

it('a request that never ends is cut while there is time for the rest of the end', async () => {
  await admin.query('BEGIN; LOCK TABLE planning.counter IN ACCESS EXCLUSIVE MODE');
  const cut = expect(system.call('GET', 'v1/counters', { as: 'edsger' })).rejects.toThrow();
  const waiting = `
    select from pg_locks join pg_database on oid = database and datname = current_database()
     where not granted and relation = 'planning.counter'::regclass`;
  await eventually(async () => (await admin.query(waiting)).rowCount === 1);
  const began = performance.now();
  const closed = system.endService();
  await cut;
  expect(performance.now() - began).toBeLessThan(3000);
  await admin.query('ROLLBACK');
  await closed;
});
