import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { topics, type Topic } from '@slipway/contracts';
import { clear, freePort } from '@slipway/local/infrastructure';
import { startKafka, type RunningKafka } from '@slipway/local/kafka';
import { createTopics, grantAccess } from '@slipway/local/topics';
import { eventually } from '@slipway/testing';
import { groupOf, KafkaMessageBus, type KafkaSecurity } from '../src/index.js';
import { silentLog } from './silent-log.js';

const ignore = () => undefined;
const logins = {
  admin: 'a-secret',
  planning: 'p-secret',
  deployment: 'd-secret',
  publisher: 'o-secret',
  sre: 's-secret',
};
const prefix = 'site.';

function loginOf(username: keyof typeof logins, password = logins[username]): KafkaSecurity {
  return { sasl: { mechanism: 'plain', username, password } };
}

describe('a broker that knows who is who', () => {
  let folder: string;
  let kafka: RunningKafka;
  const open: KafkaMessageBus[] = [];
  const stopped: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'slipway-access-'));
    const [port, controllerPort] = [await freePort(), await freePort()];
    kafka = await startKafka({ dataFolder: folder, port, controllerPort, logins, report: ignore });
    const broker = { brokers: kafka.brokers, security: loginOf('admin') };
    await createTopics(kafka.brokers, { prefix, partitions: 1, retentionDays: 1 }, undefined, broker.security);
    await grantAccess(broker, prefix);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(open.map((bus) => bus.close()));
    await kafka.process.stop();
    await clear(folder, ignore);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  function busOf(security?: KafkaSecurity): KafkaMessageBus {
    const bus = new KafkaMessageBus({
      brokers: [kafka.brokers],
      topicPrefix: prefix,
      clientId: 'access-test',
      security,
      log: silentLog,
      onConsumerStopped: (group) => stopped.push(group),
    });
    open.push(bus);
    return bus;
  }
  const message = { key: 'shop-1.0.0', headers: {}, value: Buffer.from('{}') };
  const publish = (security: KafkaSecurity | undefined, topic: Topic) => busOf(security).publish(topic, [message]);
  const refused = { code: 'PUBLISH_FAILED' };

  it('lets a service do all that it does: its relay publish, its reactions read, its dead letters lie', async () => {
    const planning = busOf(loginOf('planning'));
    // A new broker sets up its coordinators on first use.
    const takeOver = () => planning.takeOver('slipway-relay-planning', topics.planning);
    const relay = await eventually(takeOver, { within: 60_000 });
    await relay.publish([message]);
    await relay.close();
    const successor = await takeOver();
    await successor.close();
    await planning.publish(topics.deadLetter, [message]);
    const read: string[] = [];
    const handle = ({ topic }: { topic: Topic }) => Promise.resolve(void read.push(topic));
    await planning.subscribe({ group: 'planning.dead-letters', topics: [topics.deadLetter], handle });
    const deployment = busOf(loginOf('deployment'));
    await deployment.subscribe({ group: groupOf('deployment'), topics: [topics.planning, topics.intake], handle });
    await eventually(() => read.length === 2, { within: 30_000 });
    expect(read.toSorted()).toEqual([topics.deadLetter, topics.planning]);
  }, 90_000);

  it('lets nobody else write what a service says, and nobody in without the right password', async () => {
    await expect(publish(loginOf('publisher'), topics.planning)).rejects.toMatchObject(refused);
    await expect(publish(loginOf('deployment'), topics.planning)).rejects.toMatchObject(refused);
    await expect(publish(loginOf('sre'), topics.ingest)).rejects.toMatchObject(refused);
    await expect(publish(loginOf('planning', 'guessed'), topics.planning)).rejects.toMatchObject(refused);
    const thief = busOf(loginOf('deployment')).takeOver('slipway-relay-planning', topics.planning);
    // What kafkajs makes of it: the broker names no coordinator to somebody who may not use the id.
    await expect(thief).rejects.toMatchObject({ name: 'KafkaJSGroupCoordinatorNotFound' });
  }, 90_000);

  it('lets other systems write to the door, and those who watch read', async () => {
    await publish(loginOf('publisher'), topics.ingest);
    const seen: unknown[] = [];
    const handle = (event: unknown) => Promise.resolve(void seen.push(event));
    await busOf(loginOf('sre')).subscribe({ group: 'sre.watch', topics: [topics.planning], handle });
    await eventually(() => seen.length > 0, { within: 30_000 });
  }, 60_000);
});
