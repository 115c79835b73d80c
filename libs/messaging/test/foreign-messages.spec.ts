import { randomUUID } from 'node:crypto';
import { topics, type Topic } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { encodeEvent, InMemoryBroker, InMemoryMessageBus, type OutgoingMessage } from '../src/index.js';
import { serviceReactions } from '../src/service-reactions.js';
import { catalog, Counted, Foreign, GrowingLog } from './logged-events.js';
import { silentLog } from './silent-log.js';

const retry = { attempts: 2, firstDelay: 1, longestDelay: 1 };

/** A service that reacts to Counted, on a log with one event that is on no topic yet. */
async function setUp() {
  const broker = new InMemoryBroker();
  const bus = new InMemoryMessageBus(broker);
  const log = new GrowingLog();
  await log.grow(1);
  const [logged] = await log.log();
  if (logged === undefined) throw new Error('no event');
  const seen: unknown[] = [];
  const letters: string[] = [];
  let failures = 0;
  const outage = { next: 0 };
  const store = {
    logSize: () => log.store.logSize(),
    readLogAt: (indexes: readonly number[]) => {
      if (outage.next-- <= 0) return log.store.readLogAt(indexes);
      failures++;
      return Promise.reject(new Error('the connection was lost'));
    },
  };
  const observer = { deadLettered: ({ reason }: { reason: string }) => void letters.push(reason) };
  const context = { service: 'planning' as const, bus, store, catalog, retry, log: silentLog, observer };
  const handler = { handle: (event: unknown) => void seen.push(event) };
  const reaction = (group: string) => ({ name: group, group, events: [Counted, Foreign], handler });
  await bus.subscribe(serviceReactions([reaction('planning.count'), reaction('planning.count-again')], context));
  const message = encodeEvent('planning', logged);
  const publish = (sent: OutgoingMessage, topic: Topic = topics.planning) => bus.publish(topic, [sent]);
  return { broker, bus, logged, seen, letters, message, publish, outage, failures: () => failures };
}

const withHeaders = (message: OutgoingMessage, headers: Record<string, string>): OutgoingMessage => ({
  ...message,
  headers: { ...message.headers, ...headers },
});

describe('a message of our own topics', () => {
  it('is acted on when the log has it, whatever headers others have added, and when it is there again', async () => {
    const { publish, seen, logged, message, letters } = await setUp();
    await publish(withHeaders(message, { mirrored: 'yes' }));
    await publish(message);
    await eventually(() => seen.length === 4);
    expect(seen).toEqual([logged, logged, logged, logged]);
    expect(letters).toEqual([]);
  });

  it.each<[string, (message: OutgoingMessage) => OutgoingMessage]>([
    ['an invented id', (message) => withHeaders(message, { ce_id: randomUUID() })],
    ['a place that the log does not have yet', (message) => withHeaders(message, { ce_logindex: '999' })],
    ['a true event with other data', (message) => ({ ...message, value: Buffer.from('{"releaseId":"x","number":7}') })],
    [
      'a true event of another actor',
      (message) => withHeaders(message, { ce_actor: '{"id":"eve","kind":"person","roles":["approver"]}' }),
    ],
    ['a true event of another stream', (message) => withHeaders(message, { ce_subject: 'release-other-1.0.0' })],
    ['a true event under another key', (message) => ({ ...message, key: 'other-1.0.0' })],
    ['a true event of another hash', (message) => withHeaders(message, { ce_leafhash: 'b'.repeat(64) })],
  ])('is set aside when it is %s', async (_, forge) => {
    const { publish, seen, letters, message, broker } = await setUp();
    const forged = forge(message);
    await publish(forged);
    await publish(message);
    await eventually(() => seen.length === 2 && letters.length === 1);
    expect(letters).toEqual(['NOT_IN_THE_LOG']);
    const [letter] = broker.messagesOf(topics.deadLetter);
    expect(letter?.value?.equals(forged.value ?? Buffer.alloc(0))).toBe(true);
    expect(letter?.headers).toMatchObject({ ...forged.headers, slipway_deadletter_group: 'planning.reactions' });
  });

  it('is set aside when it is a true event on the topic of another service', async () => {
    const { publish, seen, letters, message } = await setUp();
    await publish(message, topics.issues);
    await eventually(() => letters.length === 1);
    expect(letters).toEqual(['WRONG_TOPIC']);
    expect(seen).toEqual([]);
  });

  it('waits while the log cannot be read', async () => {
    const { publish, seen, letters, message, outage, failures } = await setUp();
    outage.next = 3;
    await publish(message);
    await eventually(() => seen.length === 2);
    expect(failures()).toBe(3);
    expect(letters).toEqual([]);
  });
});
