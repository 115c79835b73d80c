import { randomUUID } from 'node:crypto';
import { eventually } from '@slipway/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { TIMERS } from '../src/config/tokens.js';
import type { Timers } from '../src/index.js';
import { FiredTimers } from '../src/timers/fired-timers.js';
import { CountLaterTimer } from './counter-service.js';
import { newId, startCounterSystem, type CounterSystem } from './counter-system.js';

let system: CounterSystem;

const call = (...args: Parameters<CounterSystem['call']>) => system.call(...args);

beforeAll(async () => {
  system = await startCounterSystem();
});

afterAll(async () => {
  await system.stop();
});

describe('a timer', () => {
  const later = (id: string, at: Date) =>
    call('POST', `v1/counters/${id}/later`, { as: 'ada', key: randomUUID(), body: { at: at.toISOString() } });
  const total = async (id: string) => (await call('GET', `v1/counters/${id}`, { as: 'ada' })).body;

  it('fires close to its moment', async () => {
    const id = newId();
    const at = new Date(Date.now() + 700);
    await later(id, at);
    expect(await total(id)).toMatchObject({ status: 404 });
    await eventually(async () => JSON.stringify(await total(id)) === '{"total":1}', { within: 3000 });
    expect(Date.now() - at.getTime()).toBeLessThan(1000);
  });

  it('is not lost when the process that handles it is killed', async () => {
    const id = newId();
    await later(id, new Date(Date.now() + 600_000));
    await system.endService();
    const admin = new pg.Client(system.database.adminUrl);
    await admin.connect();
    await admin.query(
      `update planning_jobs._private_jobs set run_at = now(), locked_at = now(), locked_by = 'worker-killed' where key = $1`,
      [`count-later:${id}`],
    );
    await admin.end();
    await system.startService();
    await eventually(async () => JSON.stringify(await total(id)) === '{"total":1}');
  });

  it('that can never be handled is given up, visibly, and those behind it fire', async () => {
    const dataSource = system.service.app.get(DataSource);
    for (const [index, payload] of [{ counter: 'a\0b' }, { counter: 1 }].entries()) {
      const job = JSON.stringify({ id: `poisoned ${index}`, at: new Date().toISOString(), payload });
      await dataSource.query(`select planning_jobs.add_job('count-later', $1::json)`, [job]);
    }
    const id = newId();
    await later(id, new Date());
    await eventually(async () => JSON.stringify(await total(id)) === '{"total":1}');
    await eventually(async () =>
      String((await call('GET', 'metrics')).body).includes(
        'slipway_given_up{kind="timer",name="count-later",service="planning"} 2',
      ),
    );
    const rows = await dataSource.query<unknown[]>(`select from planning_jobs.jobs where attempts > 0`);
    expect(rows).toEqual([]);
  });

  it('is refused when what it is set with can never be kept', async () => {
    const timers = system.service.app.get<Timers>(TIMERS);
    const at = new Date().toISOString();
    const poisoned = timers.set(CountLaterTimer, { key: ['x'], at, payload: { counter: '\ud800' } });
    await expect(poisoned).rejects.toMatchObject({
      code: 'TIMER_INVALID',
      details: { fields: [{ field: 'payload.counter' }] },
    });
  });

  it('is given up when its process died with it too often, and counted', async () => {
    const id = newId();
    await later(id, new Date(Date.now() + 600_000));
    await system.endService();
    const admin = new pg.Client(system.database.adminUrl);
    await admin.connect();
    const jobs = 'planning_jobs._private_jobs';
    await admin.query(
      `insert into planning.timer_death (id, at, deaths, running)
       select key, (payload ->> 'at')::timestamptz, 4, true from ${jobs} where key = $1`,
      [`count-later:${id}`],
    );
    await admin.query(
      `update ${jobs} set run_at = now(), locked_at = now(), locked_by = 'worker-killed' where key = $1`,
      [`count-later:${id}`],
    );
    await system.startService();
    await eventually(
      async () => (await admin.query(`select from ${jobs} where key = $1`, [`count-later:${id}`])).rowCount === 0,
    );
    expect(await total(id)).toMatchObject({ status: 404 });
    const { rows } = await admin.query(`select from planning.given_up where kind = 'timer' and id like $1`, [
      `count-later:${id}@%`,
    ]);
    expect(rows).toHaveLength(1);
    await admin.end();
  });

  it('fires once across a restart, and not again when it is set again to the same moment', async () => {
    const id = newId();
    const at = new Date(Date.now() + 300);
    await later(id, at);
    await system.endService();
    await system.startService();
    await eventually(async () => JSON.stringify(await total(id)) === '{"total":1}');
    await later(id, at);
    const marker = newId();
    await later(marker, new Date());
    await eventually(async () => JSON.stringify(await total(marker)) === '{"total":1}');
    expect(await total(id)).toEqual({ total: 1 });
  });
});

describe('the timers of one service', () => {
  it('go on when another service makes its job tables in the same database', async () => {
    const dataSource = system.service.app.get(DataSource);
    await dataSource.query(`select pg_notify('worker:migrate', '{"migrationNumber":1,"breaking":true}')`);
    for (let round = 0; round < 3; round++) {
      const id = newId();
      await call('POST', `v1/counters/${id}/later`, {
        as: 'ada',
        key: randomUUID(),
        body: { at: new Date().toISOString() },
      });
      await eventually(async () => (await call('GET', `v1/counters/${id}`, { as: 'ada' })).status === 200);
    }
  });
});

describe('what has fired', () => {
  it('is forgotten in the end, and so is what was given up, and nothing else', async () => {
    const connectionString = system.database.urlFor('planning');
    const pool = new pg.Pool({ connectionString, options: '-c search_path=planning,public' });
    const now = new Date();
    await new FiredTimers(pool, 90).record('old', now.toISOString());
    await pool.query(`update fired_timer set fired_at = now() - interval '91 days' where id = 'old'`);
    for (const [id, days] of Object.entries({ 'given up long ago': 91, 'given up': 89 })) {
      await pool.query(
        `insert into given_up (kind, name, id, reason, content, at)
         values ('timer', 'nothing', $1, 'why', '{}', now() - make_interval(days => $2))`,
        [id, days],
      );
    }
    const remembered = new FiredTimers(pool, 90);
    await remembered.record('new', now.toISOString());
    expect(await remembered.has('new', now)).toBe(true);
    expect(await remembered.has('old', now)).toBe(false);
    const { rows } = await pool.query<{ id: string }>(`select id from given_up where name = 'nothing'`);
    expect(rows).toEqual([{ id: 'given up' }]);
    await pool.end();
  });
});
