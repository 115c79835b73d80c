import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { count, newId, startCounterSystem, type CounterSystem } from './counter-system.js';

let system: CounterSystem;
let admin: pg.Client;

beforeAll(async () => {
  system = await startCounterSystem({ REQUEST_SECONDS: '1' });
  admin = new pg.Client({ connectionString: system.database.adminUrl });
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await system.stop();
});

it('a request that hangs is answered, and what it asked for can be asked for again', async () => {
  const id = newId();
  await admin.query('BEGIN; LOCK TABLE planning.counter IN ACCESS EXCLUSIVE MODE');
  expect(await system.call('GET', 'v1/counters', { as: 'edsger' })).toMatchObject({
    status: 503,
    body: { code: 'TIMED_OUT', seconds: 1 },
  });
  await admin.query('ROLLBACK');
  const key = randomUUID();
  await count(system, id, 2, { key });
  expect(await count(system, id, 2, { key })).toMatchObject({ status: 201, body: { streamPosition: 1 } });
  expect(await system.call('GET', 'v1/counters', { as: 'edsger' })).toMatchObject({ status: 200 });
});
