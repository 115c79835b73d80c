import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { topics } from '@slipway/contracts';
import { migrateStore, PostgresEventStore } from '@slipway/event-store';
import { clear, startInfrastructure, type Infrastructure } from '@slipway/local/infrastructure';
import { eventually } from '@slipway/testing';
import pg from 'pg';
import { encodeEvent, InMemoryBroker, InMemoryMessageBus } from '../src/index.js';
import { serviceReactions } from '../src/service-reactions.js';
import { catalog, Counted, GrowingLog } from './logged-events.js';
import { silentLog } from './silent-log.js';

const retry = { attempts: 3, firstDelay: 5, longestDelay: 20 };
const ignore = () => undefined;

describe('when PostgreSQL is stopped', () => {
  let folder: string;
  let server: Infrastructure;
  let store: PostgresEventStore;
  let pool: pg.Pool;
  const buses: InMemoryMessageBus[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'slipway-outage-'));
    server = await startInfrastructure({ dataFolder: folder, ports: 'free', kafkaBrokers: 'not used', durable: false });
    await migrateStore(server.databaseUrl, { passwordOf: () => 'slipway' });
    store = new PostgresEventStore({ databaseUrl: server.databaseUrl, onBackgroundError: ignore });
    pool = new pg.Pool({ connectionString: server.databaseUrl });
    pool.on('error', ignore);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await Promise.all([pool.end(), store.close()]);
    await server.stop();
    await clear(folder, ignore);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  /** A group whose handler does this, and one event for it. */
  async function react(handle: () => Promise<unknown>) {
    const broker = new InMemoryBroker();
    const bus = new InMemoryMessageBus(broker);
    buses.push(bus);
    const seen = { handled: 0, retried: 0, letters: () => broker.messagesOf(topics.deadLetter).length };
    const observer = { handled: () => seen.handled++, retried: () => seen.retried++ };
    const log = new GrowingLog();
    await log.grow(1);
    const asked = { logSize: () => store.logSize(), readLogAt: (indexes: number[]) => log.store.readLogAt(indexes) };
    const context = { service: 'planning' as const, bus, store: asked, catalog, retry, log: silentLog, observer };
    const once = async (): Promise<void> => {
      await handle();
    };
    const reaction = { name: 'OnCounted', group: 'planning.count', events: [Counted], handler: { handle: once } };
    await bus.subscribe(serviceReactions([reaction], context));
    for (const event of await log.log()) await bus.publish(topics.planning, [encodeEvent('planning', event)]);
    return seen;
  }

  it('a reaction waits for it, whatever its queries throw meanwhile', async () => {
    const [postgres] = server.processes;
    await postgres?.stop();
    const seen = await react(() => pool.query('select 1'));
    await eventually(() => seen.retried > 3 * retry.attempts);
    expect(seen.letters()).toBe(0);

    postgres?.start();

    await eventually(() => seen.handled === 1, { within: 30_000 });
    expect(seen.letters()).toBe(0);
  });

  it('and answers again, what does not is at fault itself', async () => {
    await eventually(() => store.logSize().then(() => true), { within: 30_000 });
    const seen = await react(() => fetch('http://127.0.0.1:1'));

    await eventually(() => seen.letters() === 1);

    expect(seen.retried).toBe(retry.attempts - 1);
  });
});
