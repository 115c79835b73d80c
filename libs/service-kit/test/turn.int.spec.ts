import { eventually, testDatabase, type TestDatabase } from '@slipway/testing';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../src/database/data-source.js';
import { inTurn } from '../src/index.js';

describe('a turn', () => {
  let database: TestDatabase;
  const instances: DataSource[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    const url = database.urlFor('planning');
    // Two instances that start at once, of which one migrates.
    instances.push(...(await Promise.all([1, 2].map(() => openDataSource({ service: 'planning' }, url)))));
  });
  afterAll(async () => {
    await Promise.all(instances.map((each) => each.destroy()));
    await database.drop();
  });

  function instance(index: number): DataSource {
    const found = instances[index];
    if (found === undefined) throw new RangeError(String(index));
    return found;
  }

  const waiting = async (): Promise<boolean> => {
    const rows = await instance(0).query<unknown[]>(
      `select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`,
    );
    return rows.length > 0;
  };

  it('is taken by one instance at a time, and leaves nothing behind', async () => {
    const gate = Promise.withResolvers<undefined>();
    const order: string[] = [];
    const first = inTurn(instance(0), 'a place', async () => {
      order.push('first begins');
      await gate.promise;
      order.push('first ends');
    });
    await eventually(() => order.length === 1);
    const second = inTurn(instance(1), 'a place', () => Promise.resolve(order.push('second')));
    await inTurn(instance(1), 'another place', () => Promise.resolve());
    await eventually(waiting);
    gate.resolve(undefined);
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
    expect(await instance(0).query('select from turn')).toEqual([]);
  });

  it('is not kept by one whose work fails', async () => {
    const failing = inTurn(instance(0), 'a place', () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    await inTurn(instance(1), 'a place', () => Promise.resolve());
  });
});
