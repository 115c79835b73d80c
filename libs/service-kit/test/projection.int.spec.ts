import { randomUUID } from 'node:crypto';
import { defineEvent } from '@slipway/contracts';
import { InMemoryEventStore, type EventStore } from '@slipway/event-store';
import { eventually, testDatabase, type TestDatabase } from '@slipway/testing';
import { Column, Entity, PrimaryColumn, type DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { openDataSource } from '../src/database/data-source.js';
import { projection, type Projection } from '../src/projection/projection.js';
import { ProjectionRunner } from '../src/projection/projection-runner.js';

const Noted = defineEvent('dev.slipway.planning.test-noted.v1', {
  topic: 'release.planning.v1',
  data: z.strictObject({ number: z.int() }),
});

@Entity('note')
class NoteRow {
  @PrimaryColumn('int')
  number!: number;

  @Column('int')
  folded!: number;
}

class CreateNote1763990000000 implements MigrationInterface {
  name = 'CreateNote1763990000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table note (number int primary key, folded int not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table note');
  }
}

/** Under a name of its own for each test; folded twice, a row would say so. */
const notes = (): Projection<NoteRow> =>
  projection(`notes-${randomUUID()}`, NoteRow).on(Noted, async (rows, { data: { number } }) => {
    const [row] = await rows.find({ number });
    await rows.upsert({ number, folded: (row?.folded ?? 0) + 1 });
  });

let database: TestDatabase;
let dataSource: DataSource;
let store: InMemoryEventStore;
let appended: number;
const runners: ProjectionRunner[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const migrations = [CreateNote1763990000000];
  dataSource = await openDataSource(
    { service: 'planning', projections: [notes()], migrations },
    database.urlFor('planning'),
  );
});
beforeEach(async () => {
  await dataSource.manager.clear(NoteRow);
  store = new InMemoryEventStore();
  appended = 0;
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function note(count: number, number = () => appended++): Promise<void> {
  for (let left = count; left > 0; left--) {
    const event = {
      ...Noted.of({ number: number() }),
      id: randomUUID(),
      schemaVersion: 1,
      actor: { id: 'ada', kind: 'person' as const, roles: [] },
      correlationId: 'c',
      causationId: 'c',
      occurredAt: new Date().toISOString(),
    };
    await store.append({ stream: 'release-a', trail: 'a', expected: 'any', events: [event] });
  }
}

/** Pages of one event: between any two of them a page may end. */
const inSmallPages = (): EventStore =>
  Object.assign(Object.create(store) as EventStore, {
    readLog: (page: Parameters<EventStore['readLog']>[0]) => store.readLog({ ...page, limit: 1 }),
  });

function instance(of: Projection<NoteRow>, on: DataSource = dataSource): ProjectionRunner {
  const runner = new ProjectionRunner(of, on, inSmallPages());
  runners.push(runner);
  return runner;
}

async function shows(count: number, by: ProjectionRunner): Promise<void> {
  by.grown(count);
  await eventually(() => by.status.nextIndex === count);
  const rows = await dataSource.manager.find(NoteRow, { order: { number: 'ASC' } });
  expect(rows).toEqual(Array.from({ length: count }, (_, number) => ({ number, folded: 1 })));
}

describe('a projection of several instances', () => {
  it('is begun by all of them at once', async () => {
    const shared = notes();
    await note(3);
    const instances = Array.from({ length: 4 }, () => instance(shared));
    const waiting = `
      select from pg_locks join pg_database on oid = database and datname = current_database()
       where not granted and relation = 'planning.projection_cursor'::regclass`;
    let started: Promise<unknown> | undefined;
    await dataSource.transaction(async (manager) => {
      // They may look for the cursor, and wait where they make it.
      await manager.query('lock table planning.projection_cursor in share row exclusive mode');
      started = Promise.all(instances.map((each) => each.start()));
      await eventually(async () => (await manager.query<unknown[]>(waiting)).length === instances.length);
    });
    await started;
    for (const each of instances) await shows(3, each);
  });

  it('misses nothing that one folds while another waits to rebuild it', async () => {
    const shared = notes();
    const running = instance(shared);
    await note(3);
    await running.start();
    await shows(3, running);
    const gate = Promise.withResolvers<undefined>();
    const waiting = Object.assign(Object.create(dataSource) as DataSource, {
      transaction: async (work: Parameters<DataSource['transaction']>[1]) => {
        await gate.promise;
        return dataSource.transaction(work);
      },
    });
    const rebuilt = instance(shared, waiting).rebuild();
    await note(3);
    await shows(6, running);
    gate.resolve(undefined);
    expect(await rebuilt).toBe(6);
    await note(1);
    await shows(7, running);
  });

  it('folds again what lies behind a cursor that was moved back', async () => {
    const shared = notes();
    const running = instance(shared);
    await note(4);
    await running.start();
    await shows(4, running);
    await dataSource.query('delete from planning.note where number >= 2');
    await dataSource.query('update planning.projection_cursor set next_index = 2 where name = $1', [shared.name]);
    await note(1);
    await shows(5, running);
  });
});

describe('an event that the rows can never keep', () => {
  const givenUp = () =>
    dataSource.query<{ name: string; id: string; reason: string }[]>(`select name, id, reason from planning.given_up`);
  const beyondInt = () => 2 ** 40;

  it('is passed over, on its own and visibly, and those around it are there', async () => {
    const shared = notes();
    await note(2);
    await note(1, beyondInt);
    await note(2);
    const running = instance(shared);
    await running.start();
    await eventually(() => running.status.nextIndex === 5);
    const rows = await dataSource.manager.find(NoteRow, { order: { number: 'ASC' } });
    expect(rows.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    expect(running.status.failure).toBeUndefined();
    const left = (await givenUp()).filter(({ name }) => name === shared.name);
    expect(left).toEqual([{ name: shared.name, id: '2', reason: expect.stringContaining('out of range') as string }]);
  });

  it('is passed over when the rows are made again', async () => {
    const shared = notes();
    await note(1);
    await note(1, beyondInt);
    await note(1);
    expect(await instance(shared).rebuild()).toBe(3);
    expect(await dataSource.manager.count(NoteRow)).toBe(2);
    expect((await givenUp()).filter(({ name }) => name === shared.name)).toHaveLength(1);
  });
});
