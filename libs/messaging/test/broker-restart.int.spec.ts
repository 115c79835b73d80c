import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { topics } from '@slipway/contracts';
import { clear, startInfrastructure, type Infrastructure } from '@slipway/local/infrastructure';
import { createTopics } from '@slipway/local/topics';
import { eventually } from '@slipway/testing';
import { InMemoryRelayCursor, KafkaMessageBus, Relay, SoleLeadership, type IncomingMessage } from '../src/index.js';
import { Counted, GrowingLog } from './logged-events.js';
import { silentLog } from './silent-log.js';

const idOf = ({ headers }: IncomingMessage) => String(headers['ce_id']);
const trailOf = ({ key }: IncomingMessage) => key?.toString() ?? '';

describe('when the broker is killed and comes back', () => {
  let folder: string;
  let kafka: Infrastructure;
  let bus: KafkaMessageBus;
  const open: KafkaMessageBus[] = [];
  const stopped: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'slipway-broker-'));
    kafka = await startInfrastructure({ dataFolder: folder, ports: 'free', databaseUrl: 'not used' });
    await createTopics(kafka.kafkaBrokers, { partitions: 3, retentionDays: 1 }, [topics.planning]);
    bus = connect();
  }, 120_000);
  afterAll(async () => {
    await Promise.all(open.map((each) => each.close()));
    await kafka.stop();
    await clear(folder, () => undefined);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  function connect(): KafkaMessageBus {
    const made = new KafkaMessageBus({
      brokers: [kafka.kafkaBrokers],
      topicPrefix: '',
      clientId: 'messaging-test',
      log: silentLog,
      onConsumerStopped: (group) => stopped.push(group),
    });
    open.push(made);
    return made;
  }

  async function read(group: string, on: KafkaMessageBus): Promise<IncomingMessage[]> {
    const messages: IncomingMessage[] = [];
    const handle = (message: IncomingMessage) => Promise.resolve(void messages.push(message));
    await on.subscribe({ group, topics: [topics.planning], handle });
    return messages;
  }

  it('the topic has every event once, and a consumer gets every one in its order', async () => {
    const log = new GrowingLog();
    const relay = new Relay({
      service: 'planning',
      topic: topics.planning,
      types: [Counted.type],
      store: log.store,
      bus,
      cursor: new InMemoryRelayCursor(),
      leadership: new SoleLeadership(),
      log: silentLog,
    });
    relay.start();
    const consumed = await read('planning.live', bus);
    await log.grow(50);
    await eventually(() => consumed.length >= 50, { within: 20_000 });

    const killed = kafka.processes[0]?.pid;
    if (killed === undefined) throw new Error('the broker is not running');
    process.kill(killed, 'SIGKILL');
    await log.grow(50);
    await eventually(() => kafka.processes[0]?.pid !== killed && relay.status === 'failing', { within: 60_000 });
    await log.grow(50);

    await eventually(() => new Set(consumed.map(idOf)).size === 150, { within: 90_000 });
    await relay.close();
    const lying = await read('planning.afterwards', connect());
    await eventually(() => lying.length >= 150, { within: 20_000 });

    const logged = (await log.log()).filter(({ type }) => type === Counted.type);
    expect(lying.map(idOf).toSorted()).toEqual(logged.map(({ id }) => id).toSorted());
    for (const trail of new Set(logged.map((event) => event.trail))) {
      const inLog = logged.filter((event) => event.trail === trail).map(({ id }) => id);
      expect(lying.filter((message) => trailOf(message) === trail).map(idOf)).toEqual(inLog);
      // What was not committed yet comes again, but nothing comes before what precedes it.
      expect([...new Set(consumed.filter((message) => trailOf(message) === trail).map(idOf))]).toEqual(inLog);
    }
    expect(stopped).toEqual([]);
  }, 240_000);
});
